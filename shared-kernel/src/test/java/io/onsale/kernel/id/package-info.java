@NullMarked
package io.onsale.kernel.id;

import org.jspecify.annotations.NullMarked;
