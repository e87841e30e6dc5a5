/** Tests. */
@NullMarked
package io.onsale.gatling.seats;

import org.jspecify.annotations.NullMarked;
