package io.onsale.gatling.steps;

import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.tryMax;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.onsale.gatling.tally.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What a fan carries through its steps, by name, and how a journey ends. */
public final class Journey {
    /** The fan's access token. */
    public static final String TOKEN = "token";
    /** The fan's own dice: decides what it wants and how long it thinks. */
    public static final String DICE = "dice";

    static final String JOINED_AT = "joinedAt";
    static final String STATE = "state";
    static final String PASS = "pass";
    static final String HOLD = "holdId";
    static final String SEATS = "chosenSeats";
    static final String STATUS = "status";
    static final String PROBLEM = "problem";
    static final String MILLIS = "millis";
    static final String KEY = "key";

    /**
     * For {@link Arrive} and the stream of {@link WaitForTurn}: a stream must have a connection of its own from the start. Gatling
     * opens a request again whose connection came from the pool and was closed, so a stream on such a one, once left, would be
     * opened a second time and nobody would read it.
     */
    static final String CONNECTION_OF_ITS_OWN = "close";

    private static final String OUTCOME = "outcome";
    private static final String ATTEMPT = "attempt";
    private static final int ATTEMPTS_MAX = 3; // a person presses the button again, and then once more
    private static final long BETWEEN_ATTEMPTS_MIN_MS = 1000; // the least that Retry-After can say

    private Journey() {}

    /** How the journey ended; empty while it goes on. */
    public static Optional<Outcome> outcome(Session session) {
        return Optional.ofNullable(session.<Outcome>get(OUTCOME));
    }

    /** How many seats the fan chose last. */
    public static int seats(Session session) {
        return session.contains(SEATS) ? session.getList(SEATS).size() : 0;
    }

    static Session end(Session session, Outcome outcome) {
        return session.markAsSucceeded().set(OUTCOME, outcome);
    }

    static boolean goesOn(Session session) {
        return !session.contains(OUTCOME);
    }

    /** {@code step}, if the journey has not ended before. */
    public static ChainBuilder unlessOver(ChainBuilder step) {
        return doIf(Journey::goesOn).then(step);
    }

    /**
     * One request under one idempotency key, made again a little later if the shop fails; every failure is counted as one. The
     * journey ends as failed when the fan loses patience.
     */
    static ChainBuilder patiently(ActionBuilder request) {
        return exec(session -> session.set(KEY, UUID.randomUUID().toString()).set(ATTEMPT, 0))
                .exec(tryMax(ATTEMPTS_MAX)
                        .on(pause(Journey::beforeAttempt), exec(Journey::countAttempt), exec(request)))
                .exec(session -> session.isFailed() ? end(session, Outcome.FAILED) : session);
    }

    /** A pause of a length that the fan's dice decide. */
    static ChainBuilder think(Duration atLeast, Duration atMost) {
        return pause(session -> Duration.ofMillis(dice(session).nextLong(atLeast.toMillis(), atMost.toMillis() + 1)));
    }

    static RandomGenerator dice(Session session) {
        RandomGenerator dice = session.get(DICE);
        if (dice == null) {
            throw new IllegalStateException("a fan without dice");
        }
        return dice;
    }

    static String text(Session session, String name) {
        String value = session.getString(name);
        return value == null ? "" : value;
    }

    /** Whether the last answer was a problem of this slug. */
    static boolean isProblem(Session session, String slug) {
        return text(session, PROBLEM).equals("urn:onsale:problem:" + slug);
    }

    private static Duration beforeAttempt(Session session) {
        return session.getInt(ATTEMPT) == 0
                ? Duration.ZERO
                : Duration.ofMillis(BETWEEN_ATTEMPTS_MIN_MS + dice(session).nextLong(BETWEEN_ATTEMPTS_MIN_MS));
    }

    private static Session countAttempt(Session session) {
        return session.set(ATTEMPT, session.getInt(ATTEMPT) + 1);
    }
}
