/** {@code ./onsale bench}: the cost of our hot paths, compared with the floor of this machine in the same run. */
@NullMarked
package io.onsale.bench;

import org.jspecify.annotations.NullMarked;
