/** Tests of the health of stores. */
@NullMarked
package io.onsale.service.health;

import org.jspecify.annotations.NullMarked;
