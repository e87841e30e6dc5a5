/** Money as integers in a currency's minor unit; no floating point anywhere. */
@NullMarked
package io.onsale.kernel.money;

import org.jspecify.annotations.NullMarked;
