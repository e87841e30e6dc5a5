/** Warms up the busiest paths before a service reports ready: a cold JVM serves a tenth of the load of a warm one. */
@NullMarked
package io.onsale.service.warmup;

import org.jspecify.annotations.NullMarked;
