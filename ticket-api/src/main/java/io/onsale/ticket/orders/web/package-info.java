/** Orders over HTTP: lists, figures, streams and CSV. */
@NullMarked
package io.onsale.ticket.orders.web;

import org.jspecify.annotations.NullMarked;
