/** Draws over HTTP, public. */
@NullMarked
package io.onsale.queue.draw.web;

import org.jspecify.annotations.NullMarked;
