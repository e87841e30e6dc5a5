package io.onsale.service.connection;

/** Simulates clients that do not read their responses: fills this process' memory for unread responses, and frees it again. */
public final class UnreadMemory {
    private static final long MORE_THAN_THERE_IS = Long.MAX_VALUE / 2;

    private UnreadMemory() {}

    public static void fill() {
        AnswerMemory.ofProcess().add(MORE_THAN_THERE_IS);
    }

    public static void free() {
        AnswerMemory.ofProcess().add(-MORE_THAN_THERE_IS);
    }
}
