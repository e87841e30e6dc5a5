/** Tests of member. */
@NullMarked
package io.onsale.ticket.member;

import org.jspecify.annotations.NullMarked;
