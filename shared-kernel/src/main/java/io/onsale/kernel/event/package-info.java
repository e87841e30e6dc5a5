/** What has happened, in the words all services share: flat, versioned records. */
@NullMarked
package io.onsale.kernel.event;

import org.jspecify.annotations.NullMarked;
