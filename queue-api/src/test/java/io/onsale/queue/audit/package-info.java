/** Tests of the audit stream. */
@NullMarked
package io.onsale.queue.audit;

import org.jspecify.annotations.NullMarked;
