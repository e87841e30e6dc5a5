/** Client addresses and rate limits, kept in the memory of one node. */
@NullMarked
package io.onsale.service.limit;

import org.jspecify.annotations.NullMarked;
