/** Periodic work of a service. */
@NullMarked
package io.onsale.service.loop;

import org.jspecify.annotations.NullMarked;
