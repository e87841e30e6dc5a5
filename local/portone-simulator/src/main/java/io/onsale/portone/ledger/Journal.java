package io.onsale.portone.ledger;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Stores facts. Used by one thread at a time: first by the thread that starts the ledger, then by the ledger's writer. */
public interface Journal extends AutoCloseable {
    /** The seed that the journal's ids were derived from: that of its first run. */
    long seed();

    /** Passes on every line written so far, oldest first. Call it once, before the first append. */
    void replay(Consumer<JournalLine> lines) throws IOException;

    /** Returns when the lines would survive a power cut. After an IOException nothing may be appended any more. */
    void append(List<JournalLine> lines) throws IOException;

    @Override
    void close() throws IOException;

    /** Stores nothing; for tests and temporary runs. */
    static Journal inMemory(long seed) {
        return new Journal() {
            @Override
            public long seed() {
                return seed;
            }

            @Override
            public void replay(Consumer<JournalLine> lines) {}

            @Override
            public void append(List<JournalLine> lines) {}

            @Override
            public void close() {}
        };
    }
}
