/** The plan over HTTP. */
@NullMarked
package io.onsale.seat.plan.web;

import org.jspecify.annotations.NullMarked;
