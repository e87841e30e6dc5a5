/** Tests of code. */
@NullMarked
package io.onsale.ticket.code;

import org.jspecify.annotations.NullMarked;
