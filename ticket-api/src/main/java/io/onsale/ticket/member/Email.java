package io.onsale.ticket.member;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An e-mail address, lower case: one account an address however it is typed. Whether it is anybody's is not known here. */
public record Email(String value) {
    public static final int LENGTH_MAX = 254; // RFC 5321

    private static final Pattern SHAPE =
            Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@.\\p{Cntrl}]+(\\.[^\\s@.\\p{Cntrl}]+)+");

    public Email {
        if (value.length() > LENGTH_MAX || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an e-mail address");
        }
    }

    public static Optional<Email> parse(String text) {
        try {
            return Optional.of(new Email(text.strip().toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
