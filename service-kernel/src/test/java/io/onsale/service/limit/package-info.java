@NullMarked
package io.onsale.service.limit;

import org.jspecify.annotations.NullMarked;
