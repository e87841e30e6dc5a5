/** Every refusal and failure a caller may see, by its stable slug (RFC 9457). */
@NullMarked
package io.onsale.kernel.problem;

import org.jspecify.annotations.NullMarked;
