/** Transfers over HTTP. */
@NullMarked
package io.onsale.ticket.transfer.web;

import org.jspecify.annotations.NullMarked;
