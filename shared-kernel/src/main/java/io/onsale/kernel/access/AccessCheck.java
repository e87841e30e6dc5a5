package io.onsale.kernel.access;

/** What became of an access token. */
public sealed interface AccessCheck {
    /**
     * Genuine and in time.
     *
     * @param keyId of the key that vouches for it; staff's is good only as long as the key is among the published ones
     */
    record Accepted(Principal principal, String keyId) implements AccessCheck {}

    /** Not genuine, not ours, or too old; {@code reason} is for logs, not for the caller. */
    record Refused(String reason) implements AccessCheck {}

    /** Signed with a staff key that the verifier has not seen: fetch the key set and ask once more. */
    record UnknownKey(String keyId) implements AccessCheck {}
}
