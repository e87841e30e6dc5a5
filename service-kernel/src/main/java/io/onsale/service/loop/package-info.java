/** Work that is done again and again while a service runs. */
@NullMarked
package io.onsale.service.loop;

import org.jspecify.annotations.NullMarked;
