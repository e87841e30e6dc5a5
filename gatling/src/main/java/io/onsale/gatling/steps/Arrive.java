package io.onsale.gatling.steps;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.Session;
import io.onsale.gatling.load.Load;
import io.onsale.gatling.tally.JourneyEnd;
import io.onsale.gatling.tally.Journeys;
import io.onsale.gatling.tally.Stage;

/** Asks for a place in the line. */
public final class Arrive {
    private Arrive() {}

    public static ChainBuilder at(Load load, Journeys journeys) {
        return Journey.withRetries(join(load)).exec(Journey.unlessOver(exec(session -> joined(session, journeys))));
    }

    private static ActionBuilder join(Load load) {
        return http("join")
                .post("/api/v1/sales/" + load.sale() + "/places")
                .header("Connection", Journey.CONNECTION_OF_ITS_OWN)
                .check(status().in(200, 201, 409).saveAs(Journey.STATUS))
                .check(CoreDsl.responseTimeInMillis().saveAs(Journey.MILLIS))
                .check(jmesPath("type").optional().saveAs(Journey.PROBLEM))
                .check(jmesPath("state").optional().saveAs(Journey.STATE));
    }

    private static Session joined(Session session, Journeys journeys) {
        if (session.getInt(Journey.STATUS) == 409) {
            return Journey.end(
                    session, Journey.isProblem(session, "sale-sold-out") ? JourneyEnd.SOLD_OUT : JourneyEnd.GAVE_UP);
        }
        journeys.took(Stage.JOIN, session.getInt(Journey.MILLIS));
        return session.set(Journey.JOINED_AT, System.nanoTime());
    }
}
