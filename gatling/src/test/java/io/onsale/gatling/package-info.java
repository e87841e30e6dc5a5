/** Tests. */
@NullMarked
package io.onsale.gatling;

import org.jspecify.annotations.NullMarked;
