/** The crowd: stories of thousands of fans at once. */
@NullMarked
package io.onsale.gatling;

import org.jspecify.annotations.NullMarked;
