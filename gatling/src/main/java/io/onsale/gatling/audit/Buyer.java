package io.onsale.gatling.audit;

/** A fan who has placed a booking in a sale, whatever became of it. */
record Buyer(String sale, String fan, String booking) {}
