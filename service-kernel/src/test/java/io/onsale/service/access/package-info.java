@NullMarked
package io.onsale.service.access;

import org.jspecify.annotations.NullMarked;
