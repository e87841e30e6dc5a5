package io.onsale.service.web;

/**
 * Broken or overloaded infrastructure: a store, a broker, another service. Answered as 503 with {@code Retry-After}, never as a business
 * refusal.
 */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String UNAVAILABLE = " is unavailable at the moment";

    /** @param what the unavailable part, in words for the caller, e.g. {@code the waiting line} */
    public Unavailable(String what, Throwable cause) {
        super(what + UNAVAILABLE, cause);
    }

    public Unavailable(String what) {
        super(what + UNAVAILABLE);
    }
}
