/** The rules of the code base as tests, which every service runs on its own code. */
@NullMarked
package io.onsale.service.testing;

import org.jspecify.annotations.NullMarked;
