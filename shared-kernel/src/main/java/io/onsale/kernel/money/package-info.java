/** Money as integers in the currency's minor unit, without floating point. */
@NullMarked
package io.onsale.kernel.money;

import org.jspecify.annotations.NullMarked;
