/** Events between services, as flat, versioned records. */
@NullMarked
package io.onsale.kernel.event;

import org.jspecify.annotations.NullMarked;
