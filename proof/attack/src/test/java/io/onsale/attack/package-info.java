/** Tests. */
@NullMarked
package io.onsale.attack;

import org.jspecify.annotations.NullMarked;
