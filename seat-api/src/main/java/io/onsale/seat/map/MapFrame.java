package io.onsale.seat.map;

/** What a watcher is sent, and its version after that. */
@SuppressWarnings("ArrayRecordComponent") // one frame for all watchers
record MapFrame(long version, byte[] bytes) {}
