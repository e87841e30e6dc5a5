/** Streams of server-sent events that go on for hours: tens of thousands of them on a node. */
@NullMarked
package io.onsale.service.stream;

import org.jspecify.annotations.NullMarked;
