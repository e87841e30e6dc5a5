/** The places given, as the scripts list them. */
@NullMarked
package io.onsale.queue.audit.redis;

import org.jspecify.annotations.NullMarked;
