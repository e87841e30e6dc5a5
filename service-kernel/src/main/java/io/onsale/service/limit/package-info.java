/** Whose request it is, and how often somebody may ask: limits in the memory of one node. */
@NullMarked
package io.onsale.service.limit;

import org.jspecify.annotations.NullMarked;
