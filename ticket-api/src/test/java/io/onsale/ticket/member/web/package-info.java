/** Tests of what members' leaf keeps to itself. */
@NullMarked
package io.onsale.ticket.member.web;

import org.jspecify.annotations.NullMarked;
