/** Tickets over HTTP. */
@NullMarked
package io.onsale.ticket.ticket.web;

import org.jspecify.annotations.NullMarked;
