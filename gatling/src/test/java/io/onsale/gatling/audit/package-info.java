/** Tests. */
@NullMarked
package io.onsale.gatling.audit;

import org.jspecify.annotations.NullMarked;
