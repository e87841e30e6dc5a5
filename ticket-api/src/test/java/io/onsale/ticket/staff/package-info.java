/** Tests of staff and the administration of members. */
@NullMarked
package io.onsale.ticket.staff;

import org.jspecify.annotations.NullMarked;
