/** A running shop: its addresses and secrets, and a client for its staff. */
@NullMarked
package io.onsale.gatling.shop;

import org.jspecify.annotations.NullMarked;
