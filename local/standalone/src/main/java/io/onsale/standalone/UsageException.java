package io.onsale.standalone;

/** The command is not possible as given; the message is for the person who typed it. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
