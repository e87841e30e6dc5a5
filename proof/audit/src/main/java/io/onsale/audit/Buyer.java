package io.onsale.audit;

/** A fan who has placed a booking in a sale, whatever its status. */
record Buyer(String sale, String fan, String booking) {}
