/** Access tokens: who is calling, in which role, and how that is verified locally. */
@NullMarked
package io.onsale.kernel.access;

import org.jspecify.annotations.NullMarked;
