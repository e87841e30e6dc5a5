package io.onsale.queue.stream;

import java.util.concurrent.Executor;

/** The connection of one stream. All methods but {@link #loop} are called on that loop. */
public interface StreamSink {
    /** The event loop of this connection; the same object for all connections of that loop. */
    Executor loop();

    /** Whether everything written so far has been sent: nothing is buffered for a slow client, it gets the latest when it is ready. */
    boolean isReady();

    /** Sends {@code text} now. */
    void write(String text);

    /** Ends the stream in an orderly way, after what was written. */
    void end();

    /** Closes the connection, because the client does not read any more. */
    void cut();
}
