@NullMarked
package io.onsale.kernel.draw;

import org.jspecify.annotations.NullMarked;
