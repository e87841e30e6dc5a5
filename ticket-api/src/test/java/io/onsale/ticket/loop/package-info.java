@NullMarked
package io.onsale.ticket.loop;

import org.jspecify.annotations.NullMarked;
