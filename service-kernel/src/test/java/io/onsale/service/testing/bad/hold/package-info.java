/** A feature that is part of a cycle. */
@NullMarked
package io.onsale.service.testing.bad.hold;

import org.jspecify.annotations.NullMarked;
