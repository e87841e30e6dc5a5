/** The style, executable: what every service's tests hold its code against. */
@NullMarked
package io.onsale.service.testing;

import org.jspecify.annotations.NullMarked;
