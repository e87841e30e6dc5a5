package io.onsale.queue.progress;

import java.util.concurrent.Executor;

/** One stream's way to its reader. All calls but {@link #loop} are made on that loop. */
public interface Outlet {
    /** Where this outlet lives; the same for all outlets that live there. */
    Executor loop();

    /** Whether all that was written has been taken: nothing is kept for a slow reader, it gets the latest when it is ready. */
    boolean isReady();

    /** Sends {@code text} now. */
    void write(String text);

    /** Ends the stream well, behind what was written. */
    void end();

    /** Closes the connection: its reader takes nothing any more. */
    void cut();
}
