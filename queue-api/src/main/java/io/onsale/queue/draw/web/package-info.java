/** Draws for everybody to see. */
@NullMarked
package io.onsale.queue.draw.web;

import org.jspecify.annotations.NullMarked;
