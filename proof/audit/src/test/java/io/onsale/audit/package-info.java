/** Tests. */
@NullMarked
package io.onsale.audit;

import org.jspecify.annotations.NullMarked;
