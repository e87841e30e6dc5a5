/** The one public address: which path belongs to whom, and what does not exist out there. */
@NullMarked
package io.onsale.standalone.origin;

import org.jspecify.annotations.NullMarked;
