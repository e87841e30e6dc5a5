package io.onsale.embedded;

import java.util.Locale;

/** One of the three servers that an Onsale needs. */
public enum Server {
    REDIS("Redis"),
    POSTGRES("PostgreSQL"),
    KAFKA("Kafka");

    private final String title;

    Server(String title) {
        this.title = title;
    }

    /** The server's usual name, for messages. */
    public String title() {
        return title;
    }

    /** The word for file and setting names: {@code redis}, {@code postgres}, {@code kafka}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
