/** What a fan sees of a hall, and how it picks seats from it. */
@NullMarked
package io.onsale.gatling.seats;

import org.jspecify.annotations.NullMarked;
