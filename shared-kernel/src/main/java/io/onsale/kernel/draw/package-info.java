/** The drawn order of a sale: how it follows from a seed, how it is published, and how anybody checks it. */
@NullMarked
package io.onsale.kernel.draw;

import org.jspecify.annotations.NullMarked;
