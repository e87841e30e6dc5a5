package io.onsale.queue.sale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.event.SaleRevised;
import io.onsale.kernel.event.SaleRevised.RevisedPerformance;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.testing.QueueService;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.r2dbc.core.DatabaseClient;

/** A seller's changes of a published event reach the sale and its line. */
class RevisedSaleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant OPENS = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    private static @Nullable QueueService started;

    @BeforeAll
    static void start() {
        started = new QueueService(redis.url(), postgres, kafka);
    }

    @AfterAll
    static void stop() {
        service().close();
    }

    private static QueueService service() {
        return Objects.requireNonNull(started);
    }

    private static SaleId published() {
        SaleId sale = SaleId.next();
        service().publish(QueueService.sale(sale, null, OPENS, 100, 10));
        await().atMost(PATIENCE).until(() -> find(sale) != null);
        return sale;
    }

    private static @Nullable SalePolicy find(SaleId sale) {
        return service().bean(Sales.class).find(sale).block(PATIENCE);
    }

    private static SaleRevised revision(SaleId sale, long number, Instant opens, @Nullable String cancelledBecause) {
        return new SaleRevised(
                sale.value(),
                "event-1",
                number,
                "Another show",
                new SalePlan(opens.minusSeconds(60), opens, opens.plus(Duration.ofHours(3)), "RANDOM", 1, 1, 4),
                List.of(new RevisedPerformance("p-" + sale.value(), opens.plusSeconds(3600), cancelledBecause != null)),
                Instant.EPOCH.plus(Duration.ofDays(20_000)),
                "seller-1",
                cancelledBecause);
    }

    private static void awaitPolicy(SaleId sale, Predicate<SalePolicy> holds) {
        await().atMost(PATIENCE).until(() -> holds.test(Objects.requireNonNull(find(sale))));
    }

    @Test
    void new_times_and_order_reach_the_sale_and_its_line_but_limits_stay_the_operators() {
        SaleId sale = published();
        Instant later = OPENS.plusSeconds(600);

        service().publish(revision(sale, 2, later, null));

        awaitPolicy(sale, policy -> policy.times().opensAt().equals(later));
        SalePolicy policy = Objects.requireNonNull(find(sale));
        assertThat(policy.order()).isEqualTo(LineOrder.RANDOM);
        assertThat(policy.limits().capacity()).isEqualTo(100);
        await().atMost(PATIENCE)
                .until(() -> Long.toString(later.toEpochMilli())
                        .equals(service()
                                .bean(Scripts.class)
                                .commands()
                                .hget("q:{" + sale.value() + "}:control", "opens_at")
                                .block(PATIENCE)));
    }

    @Test
    void an_older_revision_changes_nothing() {
        SaleId sale = published();
        Instant later = OPENS.plusSeconds(900);
        service().publish(revision(sale, 5, later, null));
        awaitPolicy(sale, policy -> policy.times().opensAt().equals(later));

        service()
                .bean(SaleRevisions.class)
                .apply(new SaleRevisions.Revision(
                        sale,
                        4,
                        "Old",
                        new SalePolicy.Times(OPENS, OPENS, OPENS.plusSeconds(60)),
                        LineOrder.ARRIVAL,
                        Visibility.OPEN,
                        "seller-1",
                        "old"))
                .block(PATIENCE);

        SalePolicy policy = Objects.requireNonNull(find(sale));
        assertThat(policy.times().opensAt()).isEqualTo(later);
        assertThat(policy.state()).isEqualTo(SaleState.RUNNING);
    }

    @Test
    void a_cancelled_event_closes_its_sale_with_the_reason_also_if_it_was_sold_out() {
        SaleId sale = published();
        service()
                .bean(SaleControl.class)
                .changeState(sale, SaleState.CLOSED, SoldOut.WHO, SoldOut.REASON)
                .block(PATIENCE);

        service().publish(revision(sale, 2, OPENS, "The singer is ill"));

        awaitPolicy(sale, policy -> policy.message().equals("The singer is ill"));
        SalePolicy policy = Objects.requireNonNull(find(sale));
        assertThat(policy.state()).isEqualTo(SaleState.CLOSED);
        assertThat(policy.isSoldOut()).isFalse();
        assertThat(service()
                        .bean(DatabaseClient.class)
                        .sql(
                                "select who || ':' || command from sale_audit where sale_id = :sale order by audit_id desc limit 1")
                        .bind("sale", sale.value())
                        .mapValue(String.class)
                        .one()
                        .block(PATIENCE))
                .isEqualTo("seller-1:closed");
    }
}
