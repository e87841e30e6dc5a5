/** Identities used by two or more services: opaque strings, parsed at the door. */
@NullMarked
package io.onsale.kernel.id;

import org.jspecify.annotations.NullMarked;
