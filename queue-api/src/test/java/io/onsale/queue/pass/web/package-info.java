/** Tests of passes over HTTP. */
@NullMarked
package io.onsale.queue.pass.web;

import org.jspecify.annotations.NullMarked;
