/** Tests of catalogue. */
@NullMarked
package io.onsale.ticket.catalogue;

import org.jspecify.annotations.NullMarked;
