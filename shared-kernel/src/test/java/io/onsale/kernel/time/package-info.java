@NullMarked
package io.onsale.kernel.time;

import org.jspecify.annotations.NullMarked;
