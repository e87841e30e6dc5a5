/** Tests. */
@NullMarked
package io.onsale.gatling.demo;

import org.jspecify.annotations.NullMarked;
