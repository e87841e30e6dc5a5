/** Progress as server-sent events, and the figures for operators. */
@NullMarked
package io.onsale.queue.progress.web;

import org.jspecify.annotations.NullMarked;
