/** The bean of the warm-up. */
@NullMarked
package io.onsale.queue.warmup.web;

import org.jspecify.annotations.NullMarked;
