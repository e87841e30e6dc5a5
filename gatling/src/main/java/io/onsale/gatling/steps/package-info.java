/** What a fan does, one chain each. */
@NullMarked
package io.onsale.gatling.steps;

import org.jspecify.annotations.NullMarked;
