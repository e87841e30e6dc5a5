/** The drawn order of RANDOM sales: its seed, its progress into the line, and its proof. */
@NullMarked
package io.onsale.queue.draw;

import org.jspecify.annotations.NullMarked;
