/** The signed statement in a ticket's code, and its verification. */
@NullMarked
package io.onsale.ticket.code;

import org.jspecify.annotations.NullMarked;
