/** Where revocations are kept, for all nodes and over restarts. */
@NullMarked
package io.onsale.seat.revocation.r2dbc;

import org.jspecify.annotations.NullMarked;
