/** Tests of the gate over HTTP. */
@NullMarked
package io.onsale.ticket.gate.web;

import org.jspecify.annotations.NullMarked;
