@NullMarked
package io.onsale.house;

import org.jspecify.annotations.NullMarked;
