/** People who sign in. */
@NullMarked
package io.onsale.ticket.member;

import org.jspecify.annotations.NullMarked;
