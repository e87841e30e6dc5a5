/** The operators' commands over HTTP. */
@NullMarked
package io.onsale.queue.sale.web;

import org.jspecify.annotations.NullMarked;
