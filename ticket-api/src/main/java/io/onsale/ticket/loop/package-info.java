/** Work that is done again and again while the service runs. */
@NullMarked
package io.onsale.ticket.loop;

import org.jspecify.annotations.NullMarked;
