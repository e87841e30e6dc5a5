/** Where revocations come from: what happens in the line. */
@NullMarked
package io.onsale.seat.revocation.kafka;

import org.jspecify.annotations.NullMarked;
