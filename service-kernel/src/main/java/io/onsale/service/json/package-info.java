/** Reading values from JSON, the same for requests and events. */
@NullMarked
package io.onsale.service.json;

import org.jspecify.annotations.NullMarked;
