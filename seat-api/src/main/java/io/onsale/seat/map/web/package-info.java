/** The map over HTTP: snapshot and server-sent events. */
@NullMarked
package io.onsale.seat.map.web;

import org.jspecify.annotations.NullMarked;
