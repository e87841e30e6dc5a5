package io.onsale.kernel.event;

/** The Kafka topics, with the limits that their records need. */
public enum Topic {
    /** Definitions of sales. A record contains a whole seating plan, so it may be large. */
    CATALOGUE("onsale.catalogue", 1),
    /** Changes of bookings, keyed by booking. */
    BOOKINGS("onsale.bookings", 6),
    /** The audit of lines: places given, admissions, ended places. */
    LINE("onsale.line", 6),
    /** Seats left to sell, by grade. */
    SEATS("onsale.seats", 1),
    /** What happened to each seat, keyed by performance. */
    SEAT_CHANGES("onsale.seat-changes", 6);

    /** Maximum size of a record, in bytes: fits a plan of 120,000 seats. */
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

    /** Partitions at creation: the maximum number of consumers that can share the work. */
    public int partitions() {
        return partitions;
    }
}
