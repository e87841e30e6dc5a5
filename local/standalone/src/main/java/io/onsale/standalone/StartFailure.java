package io.onsale.standalone;

import org.jspecify.annotations.Nullable;

/** A part did not start; the message is for the person who started it, the cause for the log. */
final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
