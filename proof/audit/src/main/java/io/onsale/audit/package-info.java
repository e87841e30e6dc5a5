/** Checks the stores of a deployment against the promises. */
@NullMarked
package io.onsale.audit;

import org.jspecify.annotations.NullMarked;
