package io.onsale.gatling;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.onsale.gatling.load.Load;
import io.onsale.gatling.seats.HallFetch;
import io.onsale.gatling.steps.Arrive;
import io.onsale.gatling.steps.Journey;
import io.onsale.gatling.steps.Leave;
import io.onsale.gatling.steps.Pay;
import io.onsale.gatling.steps.PickSeats;
import io.onsale.gatling.steps.WaitForTurn;
import io.onsale.gatling.tally.JourneyEnd;
import io.onsale.gatling.tally.Journeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What all stories share: the way of a fan from joining to the ticket, the count of its end, and the final assertions. */
final class Story {
    private static final String JOURNEY = "journey";
    private static final String SEATS_FIT = "no seat too many";
    private static final double FAILED_REQUESTS_MAX_PERCENT = 1.0;
    private static final double COMPLETE_MIN_PERCENT = 99.0;

    private final Load load;
    private final HallFetch.Fetched hall;
    private final PickSeats.PartySize party;
    private final Journeys journeys = new Journeys();

    /** @param hall the rows that the fans look at */
    Story(Load load, HallFetch.Fetched hall, PickSeats.PartySize party) {
        this.load = load;
        this.hall = hall;
        this.party = party;
        System.out.printf(
                "%d fans, %d seats to choose from, seed %d%n",
                load.fans(), hall.plan().seatsInRows(), load.seed());
    }

    ScenarioBuilder told(String name) {
        return scenario(name)
                .feed(Fans.of(load))
                .exec(Arrive.at(load, journeys))
                .exec(Journey.unlessOver(WaitForTurn.in(load, journeys)))
                .exec(Journey.unlessOver(PickSeats.in(load, hall, party, journeys)))
                .exec(Journey.unlessOver(Pay.with(journeys)))
                .exec(Leave.from(load))
                .exec(counted());
    }

    /** Each fan has its own connections, one at a time; {@link Journey} explains why the stream needs a new one. */
    HttpProtocolBuilder protocol() {
        return http.baseUrl(load.origin().toString())
                .disableWarmUp()
                .disableCaching()
                .acceptHeader("application/json, application/problem+json")
                .userAgentHeader("onsale-gatling")
                .header("Authorization", "Bearer #{" + Journey.TOKEN + "}");
    }

    Assertion[] assertions() {
        return new Assertion[] {
            global().failedRequests().percent().lte(FAILED_REQUESTS_MAX_PERCENT),
            details(JOURNEY).successfulRequests().percent().gte(COMPLETE_MIN_PERCENT),
            details(SEATS_FIT).failedRequests().count().is(0L)
        };
    }

    /** Writes the figures, if they are wanted. */
    void end() {
        Path file = load.figures();
        if (file != null) {
            try {
                journeys.figures().writeTo(file);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + file, e);
            }
        }
    }

    /** Journeys appear in the report beside the requests, so that its assertions can include them. */
    private ChainBuilder counted() {
        return exec(session -> {
                    journeys.ended(outcome(session));
                    return session.set(SEATS_FIT, fits(session));
                })
                .exec(dummy(JOURNEY, 0).withSuccess(session -> isComplete(outcome(session))))
                .exec(dummy(SEATS_FIT, 0).withSuccess(session -> session.getBoolean(SEATS_FIT)));
    }

    private boolean fits(Session session) {
        boolean won = outcome(session) == JourneyEnd.TICKETS;
        return !won || journeys.seatsWon(Journey.seats(session)) <= hall.plan().seatsInRows();
    }

    private static JourneyEnd outcome(Session session) {
        return Journey.outcome(session).orElse(JourneyEnd.FAILED);
    }

    private static boolean isComplete(JourneyEnd outcome) {
        return outcome == JourneyEnd.TICKETS || outcome == JourneyEnd.SOLD_OUT;
    }
}
