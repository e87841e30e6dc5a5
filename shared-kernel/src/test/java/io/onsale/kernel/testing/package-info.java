/** Real servers for tests: each a JUnit extension, started once for a whole build and isolated for each field that declares it. */
@NullMarked
package io.onsale.kernel.testing;

import org.jspecify.annotations.NullMarked;
