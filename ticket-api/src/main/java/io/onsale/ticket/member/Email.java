package io.onsale.ticket.member;

import io.onsale.kernel.text.TypedText;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address in its normal form, so that one mailbox has one account: NFKC (wide letters become plain ones), lower case, the domain
 * in Unicode rather than in {@code xn--} form and without the trailing dot. Whether the mailbox exists is not checked.
 */
public record Email(String value) {
    public static final int LENGTH_MAX = 254; // RFC 5321

    private static final Pattern SHAPE =
            Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@.\\p{Cntrl}]+(\\.[^\\s@.\\p{Cntrl}]+)+");
    private static final String ENCODED = "xn--";
    private static final int LABEL_MAX = 63; // RFC 1035

    public Email {
        if (value.length() > LENGTH_MAX || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an e-mail address");
        }
    }

    public static Optional<Email> parse(String text) {
        if (!TypedText.isWellFormed(text)
                || text.length() > 2 * LENGTH_MAX) { // NFKC may turn one character into eighteen
            return Optional.empty();
        }
        String folded = folded(TypedText.clean(text));
        int at = folded.lastIndexOf('@');
        if (at < 0 || folded.codePoints().anyMatch(Email::isHidden)) {
            return Optional.empty();
        }
        try {
            return domain(folded.substring(at + 1)).map(domain -> new Email(folded.substring(0, at + 1) + domain));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> domain(String text) {
        String dotted = text.replace('\u3002', '.'); // the full stop of Chinese and Japanese, which browsers accept
        String relative = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
        StringBuilder domain = new StringBuilder();
        for (String label : relative.split("\\.", -1)) {
            Optional<String> plain = label(label);
            if (plain.isEmpty()) {
                return Optional.empty();
            }
            domain.append(domain.isEmpty() ? "" : ".").append(plain.get());
        }
        return Optional.of(domain.toString());
    }

    private static Optional<String> label(String label) {
        if (!label.startsWith(ENCODED)) {
            boolean isAscii = label.chars().allMatch(c -> c < 0x80);
            boolean fits = isAscii
                    ? label.length() <= LABEL_MAX
                    : Punycode.encode(label)
                            .filter(code -> code.length() <= LABEL_MAX - ENCODED.length())
                            .isPresent();
            return fits ? Optional.of(label) : Optional.empty();
        }
        String code = label.substring(ENCODED.length());
        return Punycode.decode(code)
                .filter(plain ->
                        folded(plain).equals(plain) && plain.codePoints().noneMatch(Email::isHidden))
                .filter(plain -> Punycode.encode(plain).filter(code::equals).isPresent())
                .filter(plain ->
                        plain.chars().anyMatch(c -> c >= 0x80)); // an encoded ASCII label would be a second spelling
    }

    /** NFKC and lower case; idempotent. */
    private static String folded(String text) {
        String composed = Normalizer.normalize(text, Form.NFKC);
        StringBuilder lower = new StringBuilder(composed.length());
        composed.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return Normalizer.normalize(lower, Form.NFKC);
    }

    private static boolean isHidden(int point) {
        return TypedText.isIgnorable(point) || Character.getType(point) == Character.FORMAT;
    }
}
