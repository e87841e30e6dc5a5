/** Streams of places over HTTP, as server-sent events. */
@NullMarked
package io.onsale.queue.stream.web;

import org.jspecify.annotations.NullMarked;
