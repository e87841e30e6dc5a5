package io.onsale.bench;

import java.io.IOException;
import java.time.Duration;

/** Sends requests over keep-alive connections to 127.0.0.1, each connection one at a time. */
interface LoadDriver {
    String name();

    /** Sends for a given time, from the start again when all were sent. */
    Measurement run(int port, Requests requests, int connections, Duration time)
            throws IOException, InterruptedException;
}
