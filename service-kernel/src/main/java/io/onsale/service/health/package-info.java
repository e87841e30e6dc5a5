/** The health of the stores that a service needs, for managers. */
@NullMarked
package io.onsale.service.health;

import org.jspecify.annotations.NullMarked;
