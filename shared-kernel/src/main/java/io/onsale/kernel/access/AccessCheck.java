package io.onsale.kernel.access;

/** The result of checking an access token. */
public sealed interface AccessCheck {
    /**
     * Genuine and not expired.
     *
     * @param keyId the key that signed it; a staff token is valid only while its key is published
     */
    record Accepted(Principal principal, String keyId) implements AccessCheck {}

    /** Not genuine, not issued by us, or expired. {@code reason} is for logs, not for the caller. */
    record Refused(String reason) implements AccessCheck {}

    /** Signed with a staff key that the verifier does not know: fetch the key set and check again. */
    record UnknownKey(String keyId) implements AccessCheck {}
}
