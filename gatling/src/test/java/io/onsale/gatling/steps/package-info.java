/** Tests. */
@NullMarked
package io.onsale.gatling.steps;

import org.jspecify.annotations.NullMarked;
