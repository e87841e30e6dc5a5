package io.onsale.embedded;

import org.jspecify.annotations.Nullable;

/** A server that did not start or could not be reached; the message is written for the person who started it. */
public final class EmbeddedServersFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EmbeddedServersFailure(String message) {
        this(message, null);
    }

    public EmbeddedServersFailure(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same failure for another caller, with that caller's stack trace. */
    EmbeddedServersFailure again() {
        return new EmbeddedServersFailure(getMessage(), this);
    }
}
