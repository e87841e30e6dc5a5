/** Each event once per consumer, in the transaction of its effect. */
@NullMarked
package io.onsale.service.inbox;

import org.jspecify.annotations.NullMarked;
