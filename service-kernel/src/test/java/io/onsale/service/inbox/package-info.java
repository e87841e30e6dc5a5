@NullMarked
package io.onsale.service.inbox;

import org.jspecify.annotations.NullMarked;
