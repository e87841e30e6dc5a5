package io.onsale.bench;

import java.util.Locale;

/** A report for people, line by line; columns are aligned by the formats of the lines. */
final class TextTable {
    private final StringBuilder text = new StringBuilder();

    /** @param format as {@link String#format} takes it */
    TextTable line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
