@NullMarked
package io.onsale.kernel;

import org.jspecify.annotations.NullMarked;
