/** Admission: decides which fans are let in and when, and keeps a durable log of it. */
@NullMarked
package io.onsale.queue.admission;

import org.jspecify.annotations.NullMarked;
