/** New sales from the catalogue. */
@NullMarked
package io.onsale.queue.sale.kafka;

import org.jspecify.annotations.NullMarked;
