/** Tells outages, which pass with time, from bugs of ours. */
@NullMarked
package io.onsale.service.outage;

import org.jspecify.annotations.NullMarked;
