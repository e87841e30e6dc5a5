package io.onsale.ticket.idempotency;

/**
 * A request that carries an {@code Idempotency-Key}.
 *
 * @param owner the sender: each has keys of their own; empty on an open route until the controller knows who it is
 * @param route method and path pattern: the same key may be used on several routes
 * @param path the actual path; a repeat must have the same
 * @param requestId of this HTTP request, for problems in the answer
 */
public record KeyedRequest(String owner, String route, String path, String key, String requestId) {
    public KeyedRequest ownedBy(String newOwner) {
        return new KeyedRequest(newOwner, route, path, key, requestId);
    }
}
