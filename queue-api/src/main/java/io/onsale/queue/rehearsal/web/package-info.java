/** The rehearsal, before the service reports ready. */
@NullMarked
package io.onsale.queue.rehearsal.web;

import org.jspecify.annotations.NullMarked;
