package io.onsale.portone.web;

/** The request is malformed; the message is for its sender. */
final class InvalidRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidRequest(String message) {
        super(message, null, false, false); // no stack trace: it is an answer
    }
}
