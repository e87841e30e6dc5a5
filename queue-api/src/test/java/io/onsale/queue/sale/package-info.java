/** Tests of a sale's policy and its commands. */
@NullMarked
package io.onsale.queue.sale;

import org.jspecify.annotations.NullMarked;
