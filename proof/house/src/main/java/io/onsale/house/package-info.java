/** Figures of the source tree, and the rules that hold for them. */
@NullMarked
package io.onsale.house;

import org.jspecify.annotations.NullMarked;
