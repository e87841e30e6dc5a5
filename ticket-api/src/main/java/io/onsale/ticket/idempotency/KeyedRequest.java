package io.onsale.ticket.idempotency;

/**
 * A request that carries an {@code Idempotency-Key}.
 *
 * @param owner who sent it: keys of different callers never meet; empty on an open route until the controller says who it is
 * @param route method and path pattern: one key may be used once on each route
 * @param path as it was called; part of what a repeat must repeat
 * @param requestId of this call, for problems in the answer
 */
public record KeyedRequest(String owner, String route, String path, String key, String requestId) {
    public KeyedRequest ownedBy(String newOwner) {
        return new KeyedRequest(newOwner, route, path, key, requestId);
    }
}
