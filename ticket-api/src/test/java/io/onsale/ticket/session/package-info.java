/** Tests of sessions. */
@NullMarked
package io.onsale.ticket.session;

import org.jspecify.annotations.NullMarked;
