/** The embedded default: everything in one command. */
@NullMarked
package io.onsale.standalone;

import org.jspecify.annotations.NullMarked;
