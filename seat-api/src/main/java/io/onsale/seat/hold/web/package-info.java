/** Holds over HTTP. */
@NullMarked
package io.onsale.seat.hold.web;

import org.jspecify.annotations.NullMarked;
