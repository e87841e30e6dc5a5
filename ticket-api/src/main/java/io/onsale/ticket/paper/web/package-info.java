/** Printed tickets over HTTP. */
@NullMarked
package io.onsale.ticket.paper.web;

import org.jspecify.annotations.NullMarked;
