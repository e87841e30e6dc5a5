/** What happened to each seat: read from Redis and Postgres, sent through Kafka, kept in Postgres for a time. */
@NullMarked
package io.onsale.seat.history;

import org.jspecify.annotations.NullMarked;
