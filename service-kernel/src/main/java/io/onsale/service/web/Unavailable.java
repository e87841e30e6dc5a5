package io.onsale.service.web;

/**
 * Broken or overloaded infrastructure: a store, a broker, another service. Answered 503 with {@code Retry-After}, never as a
 * business refusal.
 */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what the part that is not there, in words fit for the caller, e.g. {@code the waiting line} */
    public Unavailable(String what, Throwable cause) {
        super(what + " is not available just now", cause);
    }

    public Unavailable(String what) {
        super(what + " is not available just now");
    }
}
