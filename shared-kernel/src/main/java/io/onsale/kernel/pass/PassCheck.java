package io.onsale.kernel.pass;

/** What became of a pass. */
public sealed interface PassCheck {
    /** Genuine and in time; whether it fits the sale and the caller is the next question. Holds while {@code keyId} is published. */
    record Accepted(Pass pass, String keyId) implements PassCheck {}

    /** Not genuine or too old; {@code reason} is for logs. */
    record Refused(String reason) implements PassCheck {}

    /** Signed with a key that the verifier has not seen: fetch the key set and ask once more. */
    record UnknownKey(String keyId) implements PassCheck {}
}
