@NullMarked
package io.onsale.service.openapi;

import org.jspecify.annotations.NullMarked;
