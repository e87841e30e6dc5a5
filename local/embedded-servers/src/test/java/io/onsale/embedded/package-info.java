/** Tests against the real servers. */
@NullMarked
package io.onsale.embedded;

import org.jspecify.annotations.NullMarked;
