package io.onsale.seat.map;

import java.util.concurrent.Executor;

/** One stream's way to its reader. All calls but {@link #loop} are made on that loop. */
public interface SeatOutlet {
    /** Where this outlet lives; the same for all outlets that live there. */
    Executor loop();

    /** Whether all that was written has been taken: nothing is kept for a slow reader, it gets the latest when it is ready. */
    boolean isReady();

    /** Sends {@code frame} now; it is shared by many readers. */
    void write(byte[] frame);

    /** Ends the stream well, behind what was written. */
    void end();
}
