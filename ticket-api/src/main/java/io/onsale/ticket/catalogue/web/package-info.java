/** Venues and events over HTTP. */
@NullMarked
package io.onsale.ticket.catalogue.web;

import org.jspecify.annotations.NullMarked;
