package io.onsale.kernel.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import org.jspecify.annotations.Nullable;

/**
 * The rules of text that people type: names, titles, addresses, reasons. First {@link #clean}, then {@link #flaw}; what has passed is stored
 * as it is, and shown as it is stored. Two texts that look the same because they differ in Unicode's composition or in the space around
 * them are the same text afterwards.
 */
public final class TypedText {
    private static final int BRAILLE_BLANK = 0x2800;
    private static final int OBJECT_REPLACEMENT = 0xFFFC;
    private static final int NULL_NOTEHEAD = 0x1D159;
    private static final int TAGS = 0xE0000; // to E007F: the end of a flag like Scotland's is made of them

    private TypedText() {}

    /** Whether {@code text} can be stored and sent at all: no half surrogate pairs, no NUL, which Postgres refuses. */
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** In NFC; the same object if it is already. @param text well-formed */
    public static String composed(String text) {
        return isAscii(text) || Normalizer.isNormalized(text, Form.NFC) ? text : Normalizer.normalize(text, Form.NFC);
    }

    /** In NFC, without the space and the invisible characters around it. Cleaning it once more changes nothing. */
    public static String clean(String text) {
        String composed = composed(text);
        int start = 0;
        int end = composed.length();
        while (start < end && isBlankAtEdge(composed.codePointAt(start))) {
            start += Character.charCount(composed.codePointAt(start));
        }
        while (end > start && isBlankAtEdge(composed.codePointBefore(end))) {
            end -= Character.charCount(composed.codePointBefore(end));
        }
        return composed.substring(start, end);
    }

    /**
     * What is wrong with a text that has been cleaned, to be read after the field's name; null if nothing is.
     *
     * @param max code points, which is what people count as characters as far as a simple rule can
     */
    public static @Nullable String flaw(String text, int max) {
        if (!isWellFormed(text)) {
            return "must not have NUL or half surrogate pairs";
        }
        int length = text.codePointCount(0, text.length());
        if (length > max) {
            return "must have at most " + max + " characters";
        }
        boolean visible = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (isControl(point)) {
                return "must not have control characters or line breaks";
            }
            if (isDeceptive(point)) {
                return "must not have characters that turn the direction of writing";
            }
            visible |= isVisible(point);
        }
        return visible ? null : "must have at least one visible character";
    }

    /** Whether something is to be seen where {@code point} stands; marks need a letter to stand on. */
    public static boolean isVisible(int point) {
        if (isIgnorable(point) || point == BRAILLE_BLANK || point == OBJECT_REPLACEMENT || point == NULL_NOTEHEAD) {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL -> true;
            default -> false;
        };
    }

    /** Unicode's Default_Ignorable_Code_Point: shown as nothing, e.g. joiners, fillers of Hangul, variation selectors. */
    public static boolean isIgnorable(int point) {
        return switch (point) {
            case 0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0 -> true;
            default ->
                isIn(point, 0x180B, 0x180F)
                        || isIn(point, 0x200B, 0x200F)
                        || isIn(point, 0x202A, 0x202E)
                        || isIn(point, 0x2060, 0x206F)
                        || isIn(point, 0xFE00, 0xFE0F)
                        || isIn(point, 0xFFF0, 0xFFF8)
                        || isIn(point, 0x1BCA0, 0x1BCA3)
                        || isIn(point, 0x1D173, 0x1D17A)
                        || isIn(point, 0xE0000, 0xE0FFF);
        };
    }

    private static boolean isBlankAtEdge(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || Character.getType(point) == Character.FORMAT && (point & ~0x7F) != TAGS && !isDeceptive(point);
    }

    private static boolean isControl(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (point & 0xFFFE) == 0xFFFE // Unicode's noncharacters
                || isIn(point, 0xFDD0, 0xFDEF);
    }

    /** Embeddings, overrides and isolates: they let a name show another text than it has, and turn what stands beside it. */
    private static boolean isDeceptive(int point) {
        return isIn(point, 0x202A, 0x202E) || isIn(point, 0x2066, 0x206F) || isIn(point, 0xFFF9, 0xFFFB);
    }

    private static boolean isIn(int point, int first, int last) {
        return point >= first && point <= last;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
