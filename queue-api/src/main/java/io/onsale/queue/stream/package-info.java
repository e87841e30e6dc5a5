/** Streams of places: who watches, what each stream is sent and when, and how streams end when a node stops. */
@NullMarked
package io.onsale.queue.stream;

import org.jspecify.annotations.NullMarked;
