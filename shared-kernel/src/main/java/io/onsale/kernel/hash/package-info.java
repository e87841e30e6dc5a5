/** SHA-256 and HMAC-SHA256, without the checked exceptions that no JDK throws. */
@NullMarked
package io.onsale.kernel.hash;

import org.jspecify.annotations.NullMarked;
