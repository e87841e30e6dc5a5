/** Tests of streams over real connections. */
@NullMarked
package io.onsale.queue.progress.web;

import org.jspecify.annotations.NullMarked;
