/** The documentation of all routes. */
@NullMarked
package io.onsale.ticket.web;

import org.jspecify.annotations.NullMarked;
