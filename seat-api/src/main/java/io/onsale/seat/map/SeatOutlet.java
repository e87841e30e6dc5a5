package io.onsale.seat.map;

import java.util.concurrent.Executor;

/** One stream's connection to its reader. All methods except {@link #loop} are called on that loop. */
public interface SeatOutlet {
    /** The event loop of the connection; the same object for all outlets on that loop. */
    Executor loop();

    /** Whether all that was written has been taken. Nothing is buffered for a slow reader: it gets the latest once it is ready. */
    boolean isReady();

    /** Sends {@code frame} now. Many readers share it: do not change it. */
    void write(byte[] frame);

    /** Ends the stream properly, after what was written. */
    void end();
}
