/** Asks the stores after a run whether every promise was kept. */
@NullMarked
package io.onsale.gatling.audit;

import org.jspecify.annotations.NullMarked;
