/** Tests. */
@NullMarked
package io.onsale.seat.map.web;

import org.jspecify.annotations.NullMarked;
