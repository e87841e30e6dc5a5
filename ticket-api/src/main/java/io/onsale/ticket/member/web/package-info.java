/** Sign-up, sign-in and keys over HTTP. */
@NullMarked
package io.onsale.ticket.member.web;

import org.jspecify.annotations.NullMarked;
