package io.onsale.gatling.steps;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.onsale.gatling.tally.JourneyEnd;
import io.onsale.gatling.tally.Journeys;
import io.onsale.gatling.tally.Stage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Books the hold, checks out with a card, pays, and reads the tickets. */
public final class Pay {
    private static final String BOOKING = "bookingId";
    private static final String BOOKING_STATUS = "bookingStatus";
    private static final String PAYMENT = "paymentId";
    private static final String PAYMENT_TOKEN = "paymentToken";
    private static final String CARDS = "cards";
    private static final String PAID_AT = "paidAt";
    private static final int CARDS_MAX = 3; // a declined card is tried two more times
    private static final Duration OUTCOME_WAIT_MAX = Duration.ofSeconds(90); // the shop asks the provider meanwhile

    private Pay() {}

    public static ChainBuilder with(Journeys journeys) {
        return Journey.withRetries(book())
                .exec(Journey.unlessOver(exec(Pay::booked)))
                .exec(session -> session.set(CARDS, 0).set(BOOKING_STATUS, "PENDING"))
                .exec(asLongAs(Pay::paysOn).on(payOnce()))
                .exec(Journey.unlessOver(exec(Pay::paid)))
                .exec(Journey.unlessOver(Journey.withRetries(tickets())))
                .exec(Journey.unlessOver(exec(session -> ticketsInHand(session, journeys))));
    }

    private static ActionBuilder book() {
        return http("book")
                .post("/api/v1/bookings")
                .header("Idempotency-Key", "#{" + Journey.KEY + "}")
                .body(StringBody("{\"holdId\":\"#{" + Journey.HOLD + "}\"}"))
                .asJson()
                .check(status().in(200, 201, 409).saveAs(Journey.STATUS))
                .check(jmesPath("bookingId").optional().saveAs(BOOKING))
                .check(jmesPath("payment.paymentId").optional().saveAs(PAYMENT));
    }

    private static Session booked(Session session) {
        return session.contains(BOOKING) && session.contains(PAYMENT)
                ? session
                : Journey.end(session, JourneyEnd.GAVE_UP); // too late: the hold has expired
    }

    private static boolean paysOn(Session session) {
        return Journey.goesOn(session)
                && Journey.text(session, BOOKING_STATUS).equals("PENDING")
                && session.getInt(CARDS) < CARDS_MAX;
    }

    private static ChainBuilder payOnce() {
        return exec(session -> session.set(CARDS, session.getInt(CARDS) + 1))
                .exec(Journey.withRetries(checkOut()))
                .exec(Journey.unlessOver(Journey.think(Duration.ofMillis(500), Duration.ofMillis(1500))))
                .exec(session -> session.set(PAID_AT, System.nanoTime()))
                .exec(Journey.unlessOver(Journey.withRetries(pay())))
                .exec(asLongAs(Pay::isOutcomeOpen).on(pause(Duration.ofSeconds(1)), Journey.withRetries(booking())));
    }

    private static ActionBuilder checkOut() {
        return http("check out")
                .post("/simulator/checkout")
                .body(StringBody("{\"paymentId\":\"#{" + PAYMENT + "}\"}"))
                .asJson()
                .check(status().is(200))
                .check(jmesPath("paymentToken").saveAs(PAYMENT_TOKEN));
    }

    private static ActionBuilder pay() {
        return http("pay")
                .post("/api/v1/bookings/#{" + BOOKING + "}/payment")
                .header("Idempotency-Key", "#{" + Journey.KEY + "}")
                .body(StringBody("{\"paymentToken\":\"#{" + PAYMENT_TOKEN + "}\"}"))
                .asJson()
                .check(status().in(200, 202, 402).saveAs(Journey.STATUS))
                .checkIf((response, session) -> response.status().code() == 200)
                .then(jmesPath("status").is("CONFIRMED"), jmesPath("status").saveAs(BOOKING_STATUS));
    }

    private static boolean isOutcomeOpen(Session session) {
        return Journey.goesOn(session)
                && session.getInt(Journey.STATUS) == 202
                && Journey.text(session, BOOKING_STATUS).equals("PENDING")
                && sincePaid(session) < OUTCOME_WAIT_MAX.toMillis();
    }

    private static ActionBuilder booking() {
        return http("look at booking")
                .get("/api/v1/bookings/#{" + BOOKING + "}")
                .check(status().is(200))
                .check(jmesPath("status").saveAs(BOOKING_STATUS));
    }

    private static Session paid(Session session) {
        boolean confirmed = Journey.text(session, BOOKING_STATUS).equals("CONFIRMED");
        return confirmed ? session : Journey.end(session, JourneyEnd.FAILED);
    }

    private static ActionBuilder tickets() {
        return http("tickets")
                .get("/api/v1/tickets")
                .check(status().is(200))
                .check(jmesPath("tickets[?bookingId=='#{" + BOOKING + "}'] | length(@)")
                        .ofInt()
                        .is(Journey::seats));
    }

    private static Session ticketsInHand(Session session, Journeys journeys) {
        journeys.took(Stage.PAYMENT, sincePaid(session));
        return Journey.end(session, JourneyEnd.TICKETS);
    }

    private static long sincePaid(Session session) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - session.getLong(PAID_AT));
    }
}
