/** All refusals and failures that callers may receive, by stable slug (RFC 9457). */
@NullMarked
package io.onsale.kernel.problem;

import org.jspecify.annotations.NullMarked;
