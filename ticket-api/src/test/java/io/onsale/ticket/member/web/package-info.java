/** Tests of the web leaf of members. */
@NullMarked
package io.onsale.ticket.member.web;

import org.jspecify.annotations.NullMarked;
