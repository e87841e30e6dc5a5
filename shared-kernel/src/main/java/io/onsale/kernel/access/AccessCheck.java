package io.onsale.kernel.access;

/** What became of an access token. */
public sealed interface AccessCheck {
    /** Genuine and in time. */
    record Accepted(Principal principal) implements AccessCheck {}

    /** Not genuine, not ours, or too old; {@code reason} is for logs, not for the caller. */
    record Refused(String reason) implements AccessCheck {}

    /** Signed with a staff key that the verifier has not seen: fetch the key set and ask once more. */
    record UnknownKey(String keyId) implements AccessCheck {}
}
