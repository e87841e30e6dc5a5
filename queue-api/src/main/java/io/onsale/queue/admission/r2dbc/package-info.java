/** The admission log and the fans inside, in Postgres. */
@NullMarked
package io.onsale.queue.admission.r2dbc;

import org.jspecify.annotations.NullMarked;
