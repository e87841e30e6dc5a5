package io.onsale.gatling;

import static io.gatling.javaapi.core.CoreDsl.rampUsers;

import io.gatling.javaapi.core.Simulation;
import io.onsale.gatling.load.Load;
import io.onsale.gatling.seats.HallFetch;
import io.onsale.gatling.seats.HallPlan;

/**
 * All fans want the same row, one seat each: most learn that it is sold out, and there are never more winners than seats in the row.
 * See {@link Load}.
 */
public final class OneRowFight extends Simulation {
    private final Load load = Load.from(System.getProperties());
    private final Story story = new Story(load, theRow(), dice -> 1);

    public OneRowFight() {
        setUp(story.told("one-row fight").injectOpen(rampUsers(load.fans()).during(load.ramp())))
                .protocols(story.protocol())
                .assertions(story.assertions());
    }

    @Override
    public void after() {
        story.end();
    }

    private HallFetch.Fetched theRow() {
        HallFetch.Fetched hall = HallFetch.fetch(load.origin(), load.performance());
        HallPlan plan = hall.plan();
        String row = load.row() == null ? plan.rows().getFirst().label() : load.row();
        return new HallFetch.Fetched(plan.onlyRow(row), hall.tag());
    }
}
