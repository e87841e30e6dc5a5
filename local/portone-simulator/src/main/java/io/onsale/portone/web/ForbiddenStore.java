package io.onsale.portone.web;

/** The request names a store that the API secret does not open. */
final class ForbiddenStore extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForbiddenStore() {
        super("the store is not one of this API secret", null, false, false);
    }
}
