/** What the documentation of a route says. */
@NullMarked
package io.onsale.ticket.openapi;

import org.jspecify.annotations.NullMarked;
