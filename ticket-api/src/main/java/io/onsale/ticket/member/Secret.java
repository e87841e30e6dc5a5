package io.onsale.ticket.member;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/** A password in the normal form that is hashed: RFC 8265's OpaqueString, so that all keyboards type the same password. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** @param typed well-formed */
    public static Secret of(String typed) {
        StringBuilder spaced = new StringBuilder(typed.length());
        typed.codePoints()
                .map(point -> Character.getType(point) == Character.SPACE_SEPARATOR ? ' ' : point)
                .forEach(spaced::appendCodePoint);
        return new Secret(Normalizer.normalize(spaced, Form.NFC));
    }

    /** The normal form. */
    public String value() {
        return value;
    }

    /** Hides the value. */
    @Override
    public String toString() {
        return "Secret";
    }
}
