/** The HTTP handler through which requests enter a service, and the metrics of request times. */
@NullMarked
package io.onsale.service.entrance;

import org.jspecify.annotations.NullMarked;
