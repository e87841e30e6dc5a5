/** Tests of the durable log. */
@NullMarked
package io.onsale.queue.admission.r2dbc;

import org.jspecify.annotations.NullMarked;
