package io.onsale.kernel.pass;

/** The result of checking a pass. */
public sealed interface PassCheck {
    /**
     * Genuine and not expired. The caller must still check that it belongs to the sale and the fan. Valid while {@code keyId} is published.
     */
    record Accepted(Pass pass, String keyId) implements PassCheck {}

    /**
     * Not genuine or expired; {@code reason} is for logs.
     *
     * @param isForged whether the signature was checked and is wrong: a repeated check would give the same result at the same cost
     */
    record Refused(String reason, boolean isForged) implements PassCheck {
        Refused(String reason) {
            this(reason, false);
        }
    }

    /** Signed with a key that the verifier does not know: fetch the key set and check again. */
    record UnknownKey(String keyId) implements PassCheck {}
}
