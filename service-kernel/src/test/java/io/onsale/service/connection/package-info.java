@NullMarked
package io.onsale.service.connection;

import org.jspecify.annotations.NullMarked;
