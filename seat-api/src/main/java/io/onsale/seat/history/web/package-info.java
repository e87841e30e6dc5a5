/** The history of one seat over HTTP. */
@NullMarked
package io.onsale.seat.history.web;

import org.jspecify.annotations.NullMarked;
