/** Who may call what: access tokens verified once, cached within a bound; rules by route; key sets. */
@NullMarked
package io.onsale.service.access;

import org.jspecify.annotations.NullMarked;
