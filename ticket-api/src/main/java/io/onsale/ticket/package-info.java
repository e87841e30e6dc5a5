/** ticket-api: where it starts. */
@NullMarked
package io.onsale.ticket;

import org.jspecify.annotations.NullMarked;
