/** Ordinary attacks on the Onsale of this machine, and what honest fans notice. */
@NullMarked
package io.onsale.attack;

import org.jspecify.annotations.NullMarked;
