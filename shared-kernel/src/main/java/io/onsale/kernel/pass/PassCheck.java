package io.onsale.kernel.pass;

/** What became of a pass. */
public sealed interface PassCheck {
    /** Genuine and in time; whether it fits the sale and the caller is the next question. Holds while {@code keyId} is published. */
    record Accepted(Pass pass, String keyId) implements PassCheck {}

    /**
     * Not genuine or too old; {@code reason} is for logs.
     *
     * @param isForged the signature was checked and is not the key's: so it stays, and another check costs as much again
     */
    record Refused(String reason, boolean isForged) implements PassCheck {
        Refused(String reason) {
            this(reason, false);
        }
    }

    /** Signed with a key that the verifier has not seen: fetch the key set and ask once more. */
    record UnknownKey(String keyId) implements PassCheck {}
}
