/** What a connection may cost: the time it keeps us waiting, the memory of answers that it does not read, the number of them. */
@NullMarked
package io.onsale.service.connection;

import org.jspecify.annotations.NullMarked;
