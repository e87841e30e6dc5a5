package io.onsale.demo;

import io.onsale.audit.PackedSeats;
import io.onsale.audit.SeatMark;
import io.onsale.gatling.shop.RunningShop;
import io.onsale.gatling.shop.StaffClient;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Observes a sale from outside: the line as a manager, the seats as the public, the money at the provider. */
final class SaleObserver implements AutoCloseable {
    private static final String TOTALS = "/simulator/totals?currency=" + DemoSale.CURRENCY;

    private final StaffClient staff;
    private final StaffClient provider;
    private final String providerToken;
    private final String manager;
    private final DemoSale sale;
    private final int fans;
    private final long start = System.nanoTime();
    private final Money before;

    private record Money(long captured, long payments) {}

    SaleObserver(RunningShop shop, StaffClient staff, DemoSale sale, int fans)
            throws IOException, InterruptedException {
        this.staff = staff;
        this.sale = sale;
        this.fans = fans;
        this.manager = staff.signIn(shop.account("manager"));
        this.provider = new StaffClient(shop.simulator());
        this.providerToken = "PortOne " + shop.simulatorSecret();
        this.before = money(); // of earlier sales
    }

    /** The sale as it is now. */
    Scene look() throws IOException, InterruptedException {
        JsonNode stats = staff.get(sale.statsPath(), manager);
        PackedSeats seats = sale.seats(staff);
        Money now = money();
        return new Scene(
                Duration.ofNanos(System.nanoTime() - start),
                fans,
                stats.path("waiting").asLong(0),
                stats.path("ready").asLong(0) + stats.path("inside").asLong(0),
                sale.capacity(),
                sale.seats(),
                seats.count(SeatMark.HELD),
                seats.count(SeatMark.SOLD),
                DemoSale.CURRENCY,
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
