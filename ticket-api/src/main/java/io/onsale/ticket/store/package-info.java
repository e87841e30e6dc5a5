/** All or nothing: what several stores write together. */
@NullMarked
package io.onsale.ticket.store;

import org.jspecify.annotations.NullMarked;
