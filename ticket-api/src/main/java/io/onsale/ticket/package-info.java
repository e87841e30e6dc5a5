/** The service ticket-api. */
@NullMarked
package io.onsale.ticket;

import org.jspecify.annotations.NullMarked;
