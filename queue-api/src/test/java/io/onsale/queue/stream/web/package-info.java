@NullMarked
package io.onsale.queue.stream.web;

import org.jspecify.annotations.NullMarked;
