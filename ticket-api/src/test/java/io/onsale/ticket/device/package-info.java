/** Tests of device. */
@NullMarked
package io.onsale.ticket.device;

import org.jspecify.annotations.NullMarked;
