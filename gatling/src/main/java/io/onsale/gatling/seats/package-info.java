/** A hall as a fan sees it, and how a fan picks seats. */
@NullMarked
package io.onsale.gatling.seats;

import org.jspecify.annotations.NullMarked;
