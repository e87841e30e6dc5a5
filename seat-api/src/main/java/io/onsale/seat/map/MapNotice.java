package io.onsale.seat.map;

/** Something of which all watchers are notified. With {@code from == to} it is only a heartbeat. */
@SuppressWarnings("ArrayRecordComponent") // one frame for all watchers
record MapNotice(long from, long to, byte[] frame) {
    boolean isHeartbeat() {
        return from == to && from >= 0;
    }
}
