/** Tests of webhook. */
@NullMarked
package io.onsale.ticket.webhook;

import org.jspecify.annotations.NullMarked;
