/** Ids used by two or more services: opaque strings, checked where they enter a service. */
@NullMarked
package io.onsale.kernel.id;

import org.jspecify.annotations.NullMarked;
