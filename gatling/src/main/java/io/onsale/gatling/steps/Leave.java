package io.onsale.gatling.steps;

import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.onsale.gatling.load.Load;
import io.onsale.gatling.tally.JourneyEnd;

/** Gives up the place of a fan who leaves without tickets, so that the next one is let in at once. */
public final class Leave {
    private Leave() {}

    public static ChainBuilder from(Load load) {
        return doIf(Leave::hasPlaceForNothing)
                .then(exec(http("leave")
                                .delete("/api/v1/sales/" + load.sale() + "/places/me")
                                .check(status().in(204, 404)))
                        .exec(Session::markAsSucceeded));
    }

    private static boolean hasPlaceForNothing(Session session) {
        return session.contains(Journey.JOINED_AT)
                && Journey.outcome(session).filter(JourneyEnd.TICKETS::equals).isEmpty();
    }
}
