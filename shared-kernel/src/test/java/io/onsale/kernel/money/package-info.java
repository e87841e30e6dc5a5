@NullMarked
package io.onsale.kernel.money;

import org.jspecify.annotations.NullMarked;
