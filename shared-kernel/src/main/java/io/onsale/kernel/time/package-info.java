/** The times that the system accepts. */
@NullMarked
package io.onsale.kernel.time;

import org.jspecify.annotations.NullMarked;
