/** Sales: how each is to run, and what its operators do to it. */
@NullMarked
package io.onsale.queue.sale;

import org.jspecify.annotations.NullMarked;
