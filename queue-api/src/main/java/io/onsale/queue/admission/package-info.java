/** Who is let in, and when; and the log of it. */
@NullMarked
package io.onsale.queue.admission;

import org.jspecify.annotations.NullMarked;
