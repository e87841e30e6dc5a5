package io.onsale.service.r2dbc;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads columns of a row by name. Those that start with {@code find} give null for a null; the others throw a {@link
 * NullPointerException} that names the column, because the query or the schema is wrong.
 */
public final class Rows {
    private Rows() {}

    public static String text(Readable row, String column) {
        return get(row, column, String.class);
    }

    public static @Nullable String findText(Readable row, String column) {
        return row.get(column, String.class);
    }

    public static String[] texts(Readable row, String column) {
        return get(row, column, String[].class);
    }

    /** A {@code bigint}. */
    public static long number(Readable row, String column) {
        return get(row, column, Long.class);
    }

    public static @Nullable Long findNumber(Readable row, String column) {
        return row.get(column, Long.class);
    }

    /** An {@code integer} or {@code smallint}. */
    public static int integer(Readable row, String column) {
        return get(row, column, Integer.class);
    }

    public static @Nullable Integer findInteger(Readable row, String column) {
        return row.get(column, Integer.class);
    }

    public static boolean flag(Readable row, String column) {
        return get(row, column, Boolean.class);
    }

    /** A {@code timestamptz}. */
    public static Instant time(Readable row, String column) {
        return get(row, column, Instant.class);
    }

    public static @Nullable Instant findTime(Readable row, String column) {
        return row.get(column, Instant.class);
    }

    public static byte[] bytes(Readable row, String column) {
        return get(row, column, byte[].class);
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
