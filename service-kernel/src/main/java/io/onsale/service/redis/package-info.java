/** Lua scripts from WebFlux: each has one file, one header and one enum of replies, and may share parts. */
@NullMarked
package io.onsale.service.redis;

import org.jspecify.annotations.NullMarked;
