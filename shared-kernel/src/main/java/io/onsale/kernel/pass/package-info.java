/** The pass: signed permission to choose seats in one sale, and its local verification. */
@NullMarked
package io.onsale.kernel.pass;

import org.jspecify.annotations.NullMarked;
