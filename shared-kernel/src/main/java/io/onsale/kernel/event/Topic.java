package io.onsale.kernel.event;

/** The Kafka topics, with the limits that their records need. */
public enum Topic {
    /** Definitions of sales; a record carries a whole seating plan, so records may be large. */
    CATALOGUE("onsale.catalogue", 1),
    /** What happens to bookings, keyed by booking. */
    BOOKINGS("onsale.bookings", 6),
    /** The line's audit: places given, admissions, endings. */
    LINE("onsale.line", 6),
    /** What is left to sell, by grade. */
    SEATS("onsale.seats", 1);

    /** Largest record, in bytes: a plan of 120,000 seats. */
    public static final int RECORD_BYTES_MAX = 16 * 1024 * 1024;

    private final String topicName;
    private final int partitions;

    Topic(String topicName, int partitions) {
        this.topicName = topicName;
        this.partitions = partitions;
    }

    public String topicName() {
        return topicName;
    }

    /** How many partitions it is created with: the most consumers that can share the work. */
    public int partitions() {
        return partitions;
    }
}
