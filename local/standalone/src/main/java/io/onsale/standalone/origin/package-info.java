/** The one public address: which path belongs to which part, and which paths do not exist for the public. */
@NullMarked
package io.onsale.standalone.origin;

import org.jspecify.annotations.NullMarked;
