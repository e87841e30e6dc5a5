/** Lua scripts from WebFlux: one file, one header, one enum of replies each. */
@NullMarked
package io.onsale.service.redis;

import org.jspecify.annotations.NullMarked;
