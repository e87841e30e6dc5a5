/** Real servers for tests. Each is a JUnit extension, started once per build and isolated per declaring field. */
@NullMarked
package io.onsale.kernel.testing;

import org.jspecify.annotations.NullMarked;
