/** Joining, looking and leaving over HTTP. */
@NullMarked
package io.onsale.queue.line.web;

import org.jspecify.annotations.NullMarked;
