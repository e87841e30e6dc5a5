/** Sales: each one's policy, and the commands of its operators. */
@NullMarked
package io.onsale.queue.sale;

import org.jspecify.annotations.NullMarked;
