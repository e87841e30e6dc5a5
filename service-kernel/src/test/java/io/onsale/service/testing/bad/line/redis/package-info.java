/** Bad examples that the house rules must reject. */
@NullMarked
package io.onsale.service.testing.bad.line.redis;

import org.jspecify.annotations.NullMarked;
