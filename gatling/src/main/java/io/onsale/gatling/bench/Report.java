package io.onsale.gatling.bench;

/** What a bench has found: a table for people, JSON for machines. */
interface Report {
    /** The files' name, without the suffix. */
    String name();

    String table();

    String json();
}
