/** Makes the seats in Redis anew out of Postgres, epoch by epoch. */
@NullMarked
package io.onsale.seat.rebuild;

import org.jspecify.annotations.NullMarked;
