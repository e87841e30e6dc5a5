package io.onsale.queue.draw;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Reads lines of limited length: an untrusted file must not fill the memory. */
final class BoundedLines {
    static final int LENGTH_MAX = 200; // our longest line, the seed's, has 72

    private final Reader reader;
    private final StringBuilder line = new StringBuilder(LENGTH_MAX);
    private long number;

    /** @param reader must be buffered */
    BoundedLines(Reader reader) {
        this.reader = reader;
    }

    /** The number of the latest line, from 1. */
    long number() {
        return number;
    }

    /** The next line without its end, cut after {@link #LENGTH_MAX} characters; null at the end. */
    @Nullable
    String next() throws IOException {
        int read = reader.read();
        if (read < 0) {
            return null;
        }
        number++;
        line.setLength(0);
        for (; read >= 0 && read != '\n'; read = reader.read()) {
            if (line.length() < LENGTH_MAX) {
                line.append((char) read);
            }
        }
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last); // a file with Windows line ends
        }
        return line.toString();
    }
}
