/** Long-lived streams of server-sent events, tens of thousands per node. */
@NullMarked
package io.onsale.service.stream;

import org.jspecify.annotations.NullMarked;
