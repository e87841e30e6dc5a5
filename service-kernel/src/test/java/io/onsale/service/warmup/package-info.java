@NullMarked
package io.onsale.service.warmup;

import org.jspecify.annotations.NullMarked;
