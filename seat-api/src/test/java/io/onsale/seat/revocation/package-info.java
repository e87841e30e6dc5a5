/** Revocations over Kafka, on real servers. */
@NullMarked
package io.onsale.seat.revocation;

import org.jspecify.annotations.NullMarked;
