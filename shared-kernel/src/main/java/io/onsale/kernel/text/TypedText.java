package io.onsale.kernel.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import org.jspecify.annotations.Nullable;

/**
 * The rules for text typed by people: names, titles, addresses, reasons. First {@link #clean}, then {@link #flaw}; accepted text is stored
 * and shown unchanged. After cleaning, texts that differ only in Unicode composition or surrounding space are equal.
 */
public final class TypedText {
    private static final int BRAILLE_BLANK = 0x2800;
    private static final int OBJECT_REPLACEMENT = 0xFFFC;
    private static final int NULL_NOTEHEAD = 0x1D159;
    private static final int TAGS = 0xE0000; // to E007F: flags like Scotland's end with them

    private TypedText() {}

    /** Whether {@code text} can be stored and sent at all: no unpaired surrogates and no NUL, which Postgres refuses. */
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

    /**
     * The text in NFC; the same object if it already is.
     *
     * @param text well-formed
     */
    public static String composed(String text) {
        return isAscii(text) || Normalizer.isNormalized(text, Form.NFC) ? text : Normalizer.normalize(text, Form.NFC);
    }

    /** The text in NFC without surrounding space and invisible characters. Idempotent. */
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
     * What is wrong with a cleaned text, as a message that follows the field's name; null if nothing is.
     *
     * @param max maximum length in code points, a simple approximation of what people count as characters
     */
    public static @Nullable String flaw(String text, int max) {
        if (!isWellFormed(text)) {
            return "must not have NUL or unpaired surrogates";
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
                return "must not have characters that change the writing direction";
            }
            visible |= isVisible(point);
        }
        return visible ? null : "must have at least one visible character";
    }

    /** Whether {@code point} is visible on its own; combining marks are not. */
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

    /** Unicode's Default_Ignorable_Code_Point: rendered as nothing, e.g. joiners, Hangul fillers, variation selectors. */
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

    /** Embeddings, overrides and isolates: they can make a name display as a different text and reorder adjacent text. */
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
