/** What became of the fans' journeys, counted. */
@NullMarked
package io.onsale.gatling.tally;

import org.jspecify.annotations.NullMarked;
