/** Staff and the administration of members over HTTP. */
@NullMarked
package io.onsale.ticket.staff.web;

import org.jspecify.annotations.NullMarked;
