@NullMarked
package io.onsale.service.redis;

import org.jspecify.annotations.NullMarked;
