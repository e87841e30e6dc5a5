package io.onsale.gatling.steps;

/** What an event of the line's stream means for the fan who waits. */
enum Turn {
    /** Nothing yet. */
    NOT_YET,
    /** It may claim its pass. */
    LET_IN,
    /** Nothing is left to sell. */
    SOLD_OUT,
    /** The stream has ended without a decision: ask. */
    ASK;

    /** @param event as Gatling hands it out: {@code {"event":"…","id":"…","data":{…}}} */
    static Turn of(String event) {
        if (event.contains("\"event\":\"ready\"")) {
            return LET_IN;
        }
        if (event.contains("\"event\":\"closed\"")) {
            return event.toLowerCase(java.util.Locale.ROOT).contains("sold") ? SOLD_OUT : ASK;
        }
        return event.contains("\"event\":\"place\"") ? ofPlace(event) : NOT_YET;
    }

    private static Turn ofPlace(String place) {
        if (place.contains("\"state\":\"READY\"")) {
            return LET_IN;
        }
        boolean waits = place.contains("\"state\":\"WAITING\"") || place.contains("\"state\":\"LOBBY\"");
        return waits ? NOT_YET : ASK;
    }
}
