/** Tests of the bench: its arithmetic, its parsing, and small real runs. */
@NullMarked
package io.onsale.bench;

import org.jspecify.annotations.NullMarked;
