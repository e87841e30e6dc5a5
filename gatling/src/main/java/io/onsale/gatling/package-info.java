/** The crowd: stories told by thousands of fans at once, and what keeps them within bounds. */
@NullMarked
package io.onsale.gatling;

import org.jspecify.annotations.NullMarked;
