package io.onsale.gatling;

import static io.gatling.javaapi.core.CoreDsl.rampUsers;

import io.gatling.javaapi.core.Simulation;
import io.onsale.gatling.load.Load;
import io.onsale.gatling.seats.HallFetch;
import io.onsale.gatling.steps.PickSeats;

/** A sale opens and thousands of fans arrive at once; each goes all the way from joining to the ticket. See {@link Load}. */
public final class OnSaleRush extends Simulation {
    private final Load load = Load.from(System.getProperties());
    private final Story story =
            new Story(load, HallFetch.fetch(load.origin(), load.performance()), PickSeats.PartySize::ofAnEvening);

    public OnSaleRush() {
        setUp(story.told("on-sale rush").injectOpen(rampUsers(load.fans()).during(load.ramp())))
                .protocols(story.protocol())
                .assertions(story.assertions());
    }

    @Override
    public void after() {
        story.end();
    }
}
