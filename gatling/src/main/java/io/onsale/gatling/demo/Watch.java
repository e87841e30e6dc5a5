package io.onsale.gatling.demo;

import io.onsale.gatling.seats.SeatStates;
import io.onsale.gatling.seats.SeatStates.State;
import io.onsale.gatling.shop.RunningShop;
import io.onsale.gatling.shop.StaffDoor;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Looks at a sale from outside: the line by the manager's eyes, the seats by everybody's, the money by the provider's. */
final class Watch implements AutoCloseable {
    private static final String TOTALS = "/simulator/totals?currency=" + Opening.CURRENCY;

    private final StaffDoor door;
    private final StaffDoor provider;
    private final String providerToken;
    private final String manager;
    private final Opening opening;
    private final int fans;
    private final long start = System.nanoTime();
    private final Money before;

    private record Money(long captured, long payments) {}

    Watch(RunningShop shop, StaffDoor door, Opening opening, int fans) throws IOException, InterruptedException {
        this.door = door;
        this.opening = opening;
        this.fans = fans;
        this.manager = door.signIn(shop.account("manager"));
        this.provider = new StaffDoor(shop.simulator());
        this.providerToken = "PortOne " + shop.simulatorSecret();
        this.before = money(); // of earlier sales
    }

    /** The sale as it is now. */
    Scene look() throws IOException, InterruptedException {
        JsonNode stats = door.get(opening.statsPath(), manager);
        SeatStates seats = opening.seats(door);
        Money now = money();
        return new Scene(
                Duration.ofNanos(System.nanoTime() - start),
                fans,
                stats.path("waiting").asLong(0),
                stats.path("ready").asLong(0) + stats.path("inside").asLong(0),
                opening.capacity(),
                opening.seats(),
                seats.count(State.HELD),
                seats.count(State.SOLD),
                Opening.CURRENCY,
                now.captured() - before.captured(),
                now.payments() - before.payments());
    }

    private Money money() throws IOException, InterruptedException {
        JsonNode captured = provider.get(TOTALS, providerToken).path("captured");
        return new Money(
                captured.path("amount").asLong(0), captured.path("count").asLong(0));
    }

    @Override
    public void close() {
        provider.close();
    }
}
