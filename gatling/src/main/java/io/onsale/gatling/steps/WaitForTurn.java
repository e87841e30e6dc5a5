package io.onsale.gatling.steps;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.onsale.gatling.load.Load;
import io.onsale.gatling.tally.JourneyEnd;
import io.onsale.gatling.tally.Journeys;
import io.onsale.gatling.tally.Stage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Watches the place on a stream until the fan is let in, and claims the pass. If the stream ends before that, it polls, like a browser
 * without streams.
 */
public final class WaitForTurn {
    private static final String EVENT = "turn";
    private static final String POLL_AFTER = "pollAfterMs";
    private static final int POLL_AFTER_MAX_MS = 30_000; // a longer interval would be no fallback

    private WaitForTurn() {}

    public static ChainBuilder in(Load load, Journeys journeys) {
        String place = "/api/v1/sales/" + load.sale() + "/places/me";
        return exec(watch(place, load.waitMax()))
                .exec(sse("leave stream").close())
                .exec(WaitForTurn::understand)
                .exec(Journey.unlessOver(poll(place, load.waitMax())))
                .exec(Journey.unlessOver(claim(place, journeys)));
    }

    private static ActionBuilder watch(String place, Duration waitMax) {
        return sse("watch")
                .get(place + "/events")
                .header("Connection", Journey.CONNECTION_OF_ITS_OWN)
                .await(waitMax)
                .on(sse.checkMessage("let in")
                        .matching(bodyString()
                                .transform(event -> Turn.of(event) != Turn.NOT_YET)
                                .is(true))
                        .check(bodyString().saveAs(EVENT)));
    }

    /** A broken stream leaves the session failed: it is counted, and the fan polls instead. */
    private static Session understand(Session session) {
        Turn turn = session.isFailed() ? Turn.ASK : Turn.of(Journey.text(session, EVENT));
        Session going = session.markAsSucceeded();
        return switch (turn) {
            case LET_IN -> going.set(Journey.STATE, "READY");
            case SOLD_OUT -> Journey.end(going, JourneyEnd.SOLD_OUT);
            case ASK, NOT_YET -> going.set(Journey.STATE, "WAITING");
        };
    }

    private static ChainBuilder poll(String place, Duration waitMax) {
        ActionBuilder ask = http("ask for place")
                .get(place)
                .check(status().in(200, 429))
                .check(jmesPath("state").optional().saveAs(Journey.STATE))
                .check(jmesPath("pollAfterMs").ofInt().optional().saveAs(POLL_AFTER));
        return exec(session -> session.set(POLL_AFTER, 0))
                .exec(asLongAs(session -> waits(session, waitMax))
                        .on(pause(WaitForTurn::untilNextPoll), Journey.withRetries(ask)))
                .exec(Journey.unlessOver(exec(WaitForTurn::goHomeUnlessReady)));
    }

    private static boolean waits(Session session, Duration waitMax) {
        String state = Journey.text(session, Journey.STATE);
        return Journey.goesOn(session)
                && (state.equals("WAITING") || state.equals("LOBBY"))
                && waitedMillis(session) < waitMax.toMillis();
    }

    private static Duration untilNextPoll(Session session) {
        return Duration.ofMillis(Math.clamp(session.getInt(POLL_AFTER), 0, POLL_AFTER_MAX_MS));
    }

    private static Session goHomeUnlessReady(Session session) {
        boolean ready = Journey.text(session, Journey.STATE).equals("READY");
        return ready ? session : Journey.end(session, JourneyEnd.GAVE_UP);
    }

    private static ChainBuilder claim(String place, Journeys journeys) {
        ActionBuilder request = http("claim pass")
                .post(place + "/pass")
                .header("Idempotency-Key", "#{" + Journey.KEY + "}")
                .check(status().is(200))
                .check(jmesPath("pass").saveAs(Journey.PASS));
        return exec(session -> {
                    journeys.took(Stage.WAIT, waitedMillis(session));
                    return session;
                })
                .exec(Journey.withRetries(request));
    }

    private static long waitedMillis(Session session) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - session.getLong(Journey.JOINED_AT));
    }
}
