/** Accounts of sellers, gates and managers at run time, and what managers may do with all accounts. */
@NullMarked
package io.onsale.ticket.staff;

import org.jspecify.annotations.NullMarked;
