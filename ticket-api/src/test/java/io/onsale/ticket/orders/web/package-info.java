@NullMarked
package io.onsale.ticket.orders.web;

import org.jspecify.annotations.NullMarked;
