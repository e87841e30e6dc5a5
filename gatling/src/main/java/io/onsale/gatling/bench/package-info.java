/** {@code ./onsale bench}: what our hot paths cost beside the floor of this machine, in the same run. */
@NullMarked
package io.onsale.gatling.bench;

import org.jspecify.annotations.NullMarked;
