package io.onsale.gatling.steps;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.onsale.gatling.load.Load;
import io.onsale.gatling.seats.HallFetch;
import io.onsale.gatling.seats.HallPlan;
import io.onsale.gatling.seats.SeatChoice;
import io.onsale.gatling.seats.SeatSnapshot;
import io.onsale.gatling.tally.JourneyEnd;
import io.onsale.gatling.tally.Journeys;
import io.onsale.gatling.tally.Stage;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Reads the hall, chooses seats side by side and requests a hold. If another fan was first, it reads the hall again and chooses other
 * seats, a limited number of times.
 */
public final class PickSeats {
    /** How often a fan chooses before it gives up. */
    public static final int CHOICES_MAX = 12;

    private static final String STATES = "states";
    private static final String CHOICES = "choices";
    private static final String INSTEAD = "instead"; // seats that the shop offers because others would leave a single one

    private PickSeats() {}

    /** How many seats a fan wants, at random. */
    @FunctionalInterface
    public interface PartySize {
        int seats(RandomGenerator dice);

        /** One to four: mostly two, as tickets are bought. */
        static int ofAnEvening(RandomGenerator dice) {
            int of10 = dice.nextInt(10);
            return of10 < 2 ? 1 : of10 < 7 ? 2 : of10 < 8 ? 3 : 4;
        }
    }

    /** @param hall the rows that the fans look at, with the tag under which the plan is cached */
    public static ChainBuilder in(Load load, HallFetch.Fetched hall, PartySize party, Journeys journeys) {
        String performance = "/api/v1/performances/" + load.performance();
        return exec(session -> session.set(CHOICES, 0))
                .exec(Journey.withRetries(plan(performance, hall.tag())))
                .exec(asLongAs(PickSeats::choosesOn)
                        .on(
                                Journey.withRetries(seats(performance)),
                                Journey.unlessOver(Journey.think(Duration.ofMillis(400), Duration.ofMillis(1200))),
                                Journey.unlessOver(exec(session -> choose(session, hall.plan(), party))),
                                Journey.unlessOver(Journey.withRetries(hold(performance))
                                        .exec(Journey.unlessOver(exec(session -> held(session, journeys)))))));
    }

    private static boolean choosesOn(Session session) {
        return Journey.goesOn(session) && !session.contains(Journey.HOLD);
    }

    /** A conditional request: the megabyte itself comes from a cache. */
    private static ActionBuilder plan(String performance, String tag) {
        return http("plan")
                .get(performance + "/plan")
                .header("If-None-Match", tag)
                .check(status().in(200, 304));
    }

    private static ActionBuilder seats(String performance) {
        return http("seats")
                .get(performance + "/seats")
                .check(status().is(200))
                .check(jmesPath("states").saveAs(STATES));
    }

    private static Session choose(Session session, HallPlan hall, PartySize party) {
        if (session.contains(INSTEAD)) {
            List<String> offered = session.getList(INSTEAD);
            return session.removeAll(STATES, INSTEAD)
                    .set(Journey.SEATS, offered)
                    .set(CHOICES, session.getInt(CHOICES) + 1);
        }
        RandomGenerator dice = Journey.dice(session);
        SeatSnapshot states = SeatSnapshot.ofBase64(Journey.text(session, STATES), hall.seats());
        List<Integer> chosen = SeatChoice.choose(hall, states, party.seats(dice), dice);
        if (chosen.isEmpty()) {
            return Journey.end(session, JourneyEnd.SOLD_OUT);
        }
        List<String> ids = chosen.stream().map(hall.seatIds()::get).toList();
        return session.remove(STATES).set(Journey.SEATS, ids).set(CHOICES, session.getInt(CHOICES) + 1);
    }

    private static ActionBuilder hold(String performance) {
        return http("hold")
                .post(performance + "/holds")
                .header("Idempotency-Key", "#{" + Journey.KEY + "}")
                .header("Pass", "#{" + Journey.PASS + "}")
                .body(StringBody(PickSeats::wanted))
                .asJson()
                .check(status().in(201, 409).saveAs(Journey.STATUS))
                .check(responseTimeInMillis().saveAs(Journey.MILLIS))
                .check(jmesPath("type").optional().saveAs(Journey.PROBLEM))
                .check(jmesPath("instead").ofList().optional().saveAs(INSTEAD))
                .check(jmesPath("holdId").optional().saveAs(Journey.HOLD));
    }

    private static String wanted(Session session) {
        return session.<String>getList(Journey.SEATS).stream()
                .collect(Collectors.joining("\",\"", "{\"seatIds\":[\"", "\"]}"));
    }

    private static Session held(Session session, Journeys journeys) {
        journeys.took(Stage.HOLD, session.getInt(Journey.MILLIS));
        if (session.contains(Journey.HOLD)) {
            return session;
        }
        if (!Journey.isProblem(session, "seats-taken") && !Journey.isProblem(session, "would-leave-single")) {
            return Journey.end(session, JourneyEnd.FAILED);
        }
        return session.getInt(CHOICES) < CHOICES_MAX ? session : Journey.end(session, JourneyEnd.GAVE_UP);
    }
}
