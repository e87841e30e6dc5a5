/** The rehearsal, before the service reports ready. */
@NullMarked
package io.onsale.queue.warmup.web;

import org.jspecify.annotations.NullMarked;
