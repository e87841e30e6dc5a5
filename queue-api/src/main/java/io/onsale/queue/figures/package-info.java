/** What operators see of a sale: figures and metrics, and how the estimates held. */
@NullMarked
package io.onsale.queue.figures;

import org.jspecify.annotations.NullMarked;
