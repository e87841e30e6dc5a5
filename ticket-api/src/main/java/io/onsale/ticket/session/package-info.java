/** Sessions of members: signing in and out, renewal, hand-over to another device, change of password. */
@NullMarked
package io.onsale.ticket.session;

import org.jspecify.annotations.NullMarked;
