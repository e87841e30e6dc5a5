/** Joining, looking and leaving over HTTP. */
@NullMarked
package io.onsale.queue.place.web;

import org.jspecify.annotations.NullMarked;
