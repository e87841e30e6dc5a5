package io.onsale.portone.web;

/** The request names a store that the API secret does not belong to. */
final class ForbiddenStore extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForbiddenStore() {
        super("the API secret does not belong to this store", null, false, false);
    }
}
