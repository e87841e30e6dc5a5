/** Tests. */
@NullMarked
package io.onsale.gatling.tally;

import org.jspecify.annotations.NullMarked;
