/** {@code ./onsale}: everything in one command, on one machine. */
@NullMarked
package io.onsale.standalone;

import org.jspecify.annotations.NullMarked;
