/** Counts of the fans' journeys. */
@NullMarked
package io.onsale.gatling.tally;

import org.jspecify.annotations.NullMarked;
