package io.onsale.gatling.steps;

import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.tryMax;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.onsale.gatling.tally.JourneyEnd;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What a fan keeps between its steps, by name, and how its journey ends. */
public final class Journey {
    /** The fan's access token. */
    public static final String TOKEN = "token";
    /** The fan's own random generator: decides what it wants and how long it thinks. */
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
     * For {@link Arrive} and the stream of {@link WaitForTurn}: a stream needs a new connection. Gatling repeats a request whose pooled
     * connection was closed, so it would open a stream on a pooled connection a second time after it was left, and nobody would read it.
     */
    static final String CONNECTION_OF_ITS_OWN = "close";

    private static final String OUTCOME = "outcome";
    private static final String ATTEMPT = "attempt";
    private static final int ATTEMPTS_MAX = 3; // a person presses the button two more times
    private static final long BETWEEN_ATTEMPTS_MIN_MS = 1000; // the smallest Retry-After

    private Journey() {}

    /** How the journey ended; empty while it goes on. */
    public static Optional<JourneyEnd> outcome(Session session) {
        return Optional.ofNullable(session.<JourneyEnd>get(OUTCOME));
    }

    /** How many seats the fan chose last. */
    public static int seats(Session session) {
        return session.contains(SEATS) ? session.getList(SEATS).size() : 0;
    }

    static Session end(Session session, JourneyEnd outcome) {
        return session.markAsSucceeded().set(OUTCOME, outcome);
    }

    static boolean goesOn(Session session) {
        return !session.contains(OUTCOME);
    }

    /** {@code step}, unless the journey has ended. */
    public static ChainBuilder unlessOver(ChainBuilder step) {
        return doIf(Journey::goesOn).then(step);
    }

    /**
     * One request with one idempotency key, repeated after a pause if the shop fails; each failure is counted. After the last attempt the
     * journey ends as failed.
     */
    static ChainBuilder withRetries(ActionBuilder request) {
        return exec(session -> session.set(KEY, UUID.randomUUID().toString()).set(ATTEMPT, 0))
                .exec(tryMax(ATTEMPTS_MAX)
                        .on(pause(Journey::beforeAttempt), exec(Journey::countAttempt), exec(request)))
                .exec(session -> session.isFailed() ? end(session, JourneyEnd.FAILED) : session);
    }

    /** A random pause. */
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

    /** Whether the last answer was a problem of this type. */
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
