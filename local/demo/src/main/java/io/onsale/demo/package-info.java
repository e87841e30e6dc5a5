/** One sale from beginning to end, shown in the terminal. */
@NullMarked
package io.onsale.demo;

import org.jspecify.annotations.NullMarked;
