/** How heavy a story is, and where its crowd may be sent. */
@NullMarked
package io.onsale.gatling.load;

import org.jspecify.annotations.NullMarked;
