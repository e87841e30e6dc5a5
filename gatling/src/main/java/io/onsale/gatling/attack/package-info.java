/** Attacks of the ordinary kinds on the Onsale of this machine, and what honest fans notice of them. */
@NullMarked
package io.onsale.gatling.attack;

import org.jspecify.annotations.NullMarked;
