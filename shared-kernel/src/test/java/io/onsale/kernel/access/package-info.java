@NullMarked
package io.onsale.kernel.access;

import org.jspecify.annotations.NullMarked;
