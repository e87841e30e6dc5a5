/** The guard's settings, and challenges over HTTP. */
@NullMarked
package io.onsale.queue.guard.web;

import org.jspecify.annotations.NullMarked;
