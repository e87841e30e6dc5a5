/** Passes, the signed permission to choose seats in one sale, and their local verification. */
@NullMarked
package io.onsale.kernel.pass;

import org.jspecify.annotations.NullMarked;
