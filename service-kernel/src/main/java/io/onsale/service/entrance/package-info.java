/** Where requests enter a service, and how long they take. */
@NullMarked
package io.onsale.service.entrance;

import org.jspecify.annotations.NullMarked;
