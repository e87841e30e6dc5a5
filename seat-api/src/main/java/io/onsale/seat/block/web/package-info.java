/** Keeping seats back over HTTP. */
@NullMarked
package io.onsale.seat.block.web;

import org.jspecify.annotations.NullMarked;
