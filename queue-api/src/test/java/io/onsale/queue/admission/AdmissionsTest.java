package io.onsale.queue.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.Insiders.Insider;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SaleState;
import io.onsale.service.loop.Loop;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class AdmissionsTest {
    private final Map<SaleId, Mono<AdmitOutcome>> outcomes = new HashMap<>();
    private final List<String> commands = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Admissions admissions = new Admissions(gate(), control(), insiders(), meters);

    private Gate gate() {
        return new Gate() {
            @Override
            public Mono<AdmitOutcome> admit(SaleId sale, int step) {
                return outcomes.getOrDefault(sale, Mono.error(new AssertionError("unexpected " + sale)));
            }

            @Override
            public Mono<Long> extend(SaleId sale, FanId fan, long joinedAtMs, Duration time) {
                return Mono.error(new AssertionError("unexpected"));
            }

            @Override
            public Mono<Void> rebuild(SaleId sale, long epoch, List<Insider> insiders) {
                return Mono.fromRunnable(() -> commands.add("rebuild " + epoch + " with " + insiders.size()));
            }
        };
    }

    private Insiders insiders() {
        return new Insiders() {
            @Override
            public Mono<Void> add(SaleId sale, FanId fan, Place admitted) {
                return Mono.error(new AssertionError("unexpected"));
            }

            @Override
            public Mono<Void> extend(SaleId sale, FanId fan, long leaseEnd) {
                return Mono.error(new AssertionError("unexpected"));
            }

            @Override
            public Mono<List<Insider>> of(SaleId sale) {
                Place place = new Place(PlaceState.ADMITTED, 1, 1, 1, 0, 0, 5, "pass", 0);
                return Mono.just(List.of(new Insider(new FanId("ann"), place)));
            }
        };
    }

    private LineControl control() {
        return new LineControl() {
            @Override
            public Mono<Void> apply(SalePolicy policy) {
                return Mono.fromRunnable(() -> commands.add("apply " + policy.version()));
            }

            @Override
            public Mono<Void> open(SalePolicy policy) {
                return Mono.fromRunnable(() -> commands.add("open " + policy.version()));
            }
        };
    }

    private SalePolicy sale(long version, Mono<AdmitOutcome> outcome) {
        SalePolicy policy = new SalePolicy(
                SaleId.next(),
                version,
                SaleState.RUNNING,
                "",
                new SalePolicy.Times(Instant.EPOCH, Instant.EPOCH, Instant.MAX),
                LineOrder.ARRIVAL,
                SalePolicy.Limits.of(1, 1),
                SalePolicy.Pauses.NONE);
        outcomes.put(policy.sale(), outcome);
        return policy;
    }

    @Test
    void a_line_that_is_missing_is_set_up() {
        SalePolicy lost = sale(3, Mono.just(new AdmitOutcome.NoLine()));
        StepVerifier.create(admissions.tick(lost)).verifyComplete();
        assertThat(commands).containsExactly("open 3");
    }

    @Test
    void a_lost_line_gets_its_pass_holders_back_before_it_continues() {
        SalePolicy lost = sale(1, Mono.just(new AdmitOutcome.Rebuilding(7)));
        StepVerifier.create(admissions.tick(lost)).verifyComplete();
        assertThat(commands).containsExactly("rebuild 7 with 1");
    }

    @Test
    void a_line_with_an_older_policy_is_updated_even_while_paused() {
        SalePolicy late = sale(3, Mono.just(new AdmitOutcome.Called(2, 0, 0)));
        SalePolicy paused = sale(5, Mono.just(new AdmitOutcome.Paused(4)));
        SalePolicy fresh = sale(7, Mono.just(new AdmitOutcome.Called(7, 2, 1)));
        for (SalePolicy policy : List.of(late, paused, fresh)) {
            StepVerifier.create(admissions.tick(policy)).verifyComplete();
        }
        assertThat(commands).containsExactlyInAnyOrder("apply 3", "apply 5");
        assertThat(meters.get("onsale.queue.called").counter().count()).isEqualTo(2);
        assertThat(meters.get("onsale.queue.lapsed").counter().count()).isEqualTo(1);
    }

    @Test
    void a_sale_that_hangs_or_fails_does_not_delay_the_ticks_of_others() {
        SalePolicy hanging = sale(1, Mono.never());
        SalePolicy failing = sale(1, Mono.error(new Unavailable("Redis")));
        SalePolicy lost = sale(2, Mono.just(new AdmitOutcome.NoLine()));
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        Loop loop = Loop.forEach(
                "Admission",
                Duration.ofMillis(100),
                time,
                () -> List.of(hanging, failing, lost),
                SalePolicy::sale,
                admissions::tick);

        loop.start();
        time.advanceTimeBy(Duration.ofMillis(200));
        loop.stop();

        assertThat(commands).containsExactly("open 2", "open 2", "open 2");
    }
}
