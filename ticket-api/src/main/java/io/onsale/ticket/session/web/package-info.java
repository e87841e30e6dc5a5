/** Sessions over HTTP, and the cookie of our own pages. */
@NullMarked
package io.onsale.ticket.session.web;

import org.jspecify.annotations.NullMarked;
