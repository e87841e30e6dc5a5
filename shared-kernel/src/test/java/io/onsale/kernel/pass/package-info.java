@NullMarked
package io.onsale.kernel.pass;

import org.jspecify.annotations.NullMarked;
