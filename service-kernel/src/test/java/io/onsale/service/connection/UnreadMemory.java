package io.onsale.service.connection;

/** Stands for readers that do not take their answers: this process' memory for them is full, until it is free again. */
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
