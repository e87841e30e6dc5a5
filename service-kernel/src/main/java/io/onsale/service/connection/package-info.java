/** Limits on connections: how long they may keep us waiting, how much memory unread responses may take, how many may be open. */
@NullMarked
package io.onsale.service.connection;

import org.jspecify.annotations.NullMarked;
