package io.onsale.seat.plan;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SaleRevised;
import io.onsale.kernel.event.SaleRevised.RevisedPerformance;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.seat.testing.SeatService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** A seller's changes of a published event reach its performances, on every node. */
class RevisedSaleTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final SalePublished sale =
            aSale().withRow("A", 3).withPerformances(2).build();
    private final Performance first = service.publish(sale);

    private SaleRevised revision(long number, List<RevisedPerformance> performances) {
        SalePlan plan = sale.sale();
        return new SaleRevised(
                sale.saleId(),
                sale.eventId(),
                number,
                "Another concert",
                new SalePlan(null, plan.opensAt(), plan.closesAt(), "ARRIVAL", 100, 10, 2),
                performances,
                Instant.parse("2026-01-01T00:00:00Z"),
                "seller-1",
                null);
    }

    private List<RevisedPerformance> as(boolean cancelled, Duration later) {
        return sale.performances().stream()
                .map(performance -> new RevisedPerformance(
                        performance.performanceId(), performance.startsAt().plus(later), cancelled))
                .toList();
    }

    private static @Nullable Performance find(PerformanceId id) {
        return service.bean(Performances.class).findPerformance(id).block(PATIENCE);
    }

    private ResponseSpec hold(PerformanceId performance, FanId fan) {
        return service.http()
                .post()
                .uri("/api/v1/performances/" + performance.value() + "/holds")
                .header("Authorization", "Bearer " + service.token(fan))
                .header("Pass", service.pass(fan, new SaleId(sale.saleId())))
                .bodyValue(Map.of("seatIds", List.of("A-1")))
                .exchange();
    }

    @Test
    void another_date_and_limit_are_known_on_every_node() {
        try (ConfigurableApplicationContext other = service.anotherNode()) {
            Performances there = other.getBean(Performances.class);
            there.findPerformance(first.id()).block(PATIENCE);

            service.send(revision(2, as(false, Duration.ofDays(7))));

            for (Performances performances : List.of(there, service.bean(Performances.class))) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(Objects.requireNonNull(performances
                                                .findPerformance(first.id())
                                                .block(PATIENCE))
                                        .startsAt())
                                .isEqualTo(first.startsAt().plus(Duration.ofDays(7))));
            }
            assertThat(Objects.requireNonNull(find(first.id())).maxSeatsPerFan())
                    .isEqualTo(2);
        }
    }

    @Test
    void seats_of_a_cancelled_performance_are_not_held() {
        service.send(revision(2, as(true, Duration.ZERO)));
        await().atMost(PATIENCE)
                .until(() -> Objects.requireNonNull(find(first.id())).isCancelled());

        hold(first.id(), aFan())
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:performance-cancelled");
    }

    @Test
    void a_new_performance_plays_in_the_same_hall() {
        PerformanceId added = PerformanceId.next();
        List<RevisedPerformance> all = new ArrayList<>(as(false, Duration.ZERO));
        all.add(new RevisedPerformance(added.value(), first.startsAt().plus(Duration.ofDays(3)), false));

        service.send(revision(2, all));

        await().atMost(PATIENCE).until(() -> find(added) != null);
        await().atMost(PATIENCE)
                .untilAsserted(() -> hold(added, aFan()).expectStatus().isCreated());
    }

    @Test
    void an_older_revision_changes_nothing() {
        PublishedSales sales = service.bean(PublishedSales.class);
        sales.revise(revision(5, as(false, Duration.ofDays(1)))).block(PATIENCE);

        sales.revise(revision(4, as(true, Duration.ofDays(9)))).block(PATIENCE);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                Objects.requireNonNull(find(first.id())).startsAt())
                        .isEqualTo(first.startsAt().plus(Duration.ofDays(1))));
        assertThat(Objects.requireNonNull(find(first.id())).isCancelled()).isFalse();
    }

    @Test
    void a_revision_of_an_unknown_sale_is_an_error_that_buries_it() {
        SaleRevised unknown = new SaleRevised(
                SaleId.next().value(),
                sale.eventId(),
                2,
                "A concert",
                sale.sale(),
                as(false, Duration.ZERO),
                Instant.EPOCH,
                "seller-1",
                null);

        assertThatThrownBy(
                        () -> service.bean(PublishedSales.class).revise(unknown).block(PATIENCE))
                .hasMessageContaining("unknown sale");
    }
}
