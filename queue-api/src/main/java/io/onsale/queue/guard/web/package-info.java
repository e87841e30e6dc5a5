/** The guard's settings and beans, and challenges over HTTP. */
@NullMarked
package io.onsale.queue.guard.web;

import org.jspecify.annotations.NullMarked;
