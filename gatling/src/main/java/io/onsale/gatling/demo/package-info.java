/** One sale from beginning to end, shown in the terminal. */
@NullMarked
package io.onsale.gatling.demo;

import org.jspecify.annotations.NullMarked;
