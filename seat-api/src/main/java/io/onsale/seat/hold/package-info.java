/** Holds: seats that one fan has for a limited time. */
@NullMarked
package io.onsale.seat.hold;

import org.jspecify.annotations.NullMarked;
