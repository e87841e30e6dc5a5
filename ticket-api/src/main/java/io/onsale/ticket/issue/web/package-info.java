/** Tickets over HTTP. */
@NullMarked
package io.onsale.ticket.issue.web;

import org.jspecify.annotations.NullMarked;
