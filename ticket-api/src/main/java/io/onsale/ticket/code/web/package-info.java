/** The keys of ticket codes: their settings, and the public ones over HTTP. */
@NullMarked
package io.onsale.ticket.code.web;

import org.jspecify.annotations.NullMarked;
