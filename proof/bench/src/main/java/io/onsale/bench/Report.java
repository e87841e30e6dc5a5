package io.onsale.bench;

/** The result of a bench: a table for people, JSON for machines. */
interface Report {
    /** The files' name, without the suffix. */
    String name();

    String table();

    String json();
}
