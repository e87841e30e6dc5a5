/** Rehearsing the busiest paths before anybody may come: a cold JVM does a tenth of what a warm one does. */
@NullMarked
package io.onsale.service.warmup;

import org.jspecify.annotations.NullMarked;
