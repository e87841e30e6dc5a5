package io.onsale.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;

import io.gatling.javaapi.core.Simulation;
import io.onsale.gatling.load.Load;
import io.onsale.gatling.seats.HallFetch;
import io.onsale.gatling.steps.PickSeats;

/** Fans arrive one after the other all evening, and nobody should have to wait long. See {@link Load}. */
public final class SteadyEvening extends Simulation {
    private final Load load = Load.from(System.getProperties());
    private final Story story =
            new Story(load, HallFetch.fetch(load.origin(), load.performance()), PickSeats.PartySize::ofAnEvening);

    public SteadyEvening() {
        double perSecond = (double) load.fans() / load.ramp().toSeconds();
        setUp(story.told("steady evening")
                        .injectOpen(constantUsersPerSec(perSecond).during(load.ramp())))
                .protocols(story.protocol())
                .assertions(story.assertions());
    }

    @Override
    public void after() {
        story.end();
    }
}
