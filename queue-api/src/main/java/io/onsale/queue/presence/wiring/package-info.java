/** The beans of presence, which has no technology of its own. */
@NullMarked
package io.onsale.queue.presence.wiring;

import org.jspecify.annotations.NullMarked;
