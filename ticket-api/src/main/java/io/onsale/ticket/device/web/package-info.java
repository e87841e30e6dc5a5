/** Binding over HTTP. */
@NullMarked
package io.onsale.ticket.device.web;

import org.jspecify.annotations.NullMarked;
