/** What is durable of lines and not told yet. */
@NullMarked
package io.onsale.queue.audit.r2dbc;

import org.jspecify.annotations.NullMarked;
