package io.onsale.seat.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.money.Money;
import io.onsale.kernel.pass.Pass;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a node knows of a paid booking before it has read the table of revocations. */
class ServedPlacesTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant JOINED = NOW.minusSeconds(600);
    private static final SaleId SALE = SaleId.next();
    private static final FanId ANN = new FanId("ann");

    /** A table that never answers. */
    private static final Revocations SILENT = new Revocations() {
        @Override
        public Mono<Void> add(Revocation revocation) {
            return Mono.never();
        }

        @Override
        public Flux<Recorded> recordedAfter(Instant recordedAfter, Instant now) {
            return Flux.never();
        }

        @Override
        public Mono<Void> removeOver(Instant now) {
            return Mono.never();
        }
    };

    private final RevokedPasses revoked = new RevokedPasses(new SimpleMeterRegistry());
    private final ServedPlaces served = new ServedPlaces(SILENT, revoked, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void the_node_that_reads_it_refuses_the_pass_at_once() {
        served.end(paid(JOINED)).subscribe();

        assertThat(revoked.covers(passOf(JOINED))).isTrue();
        assertThat(revoked.covers(passOf(JOINED.plusMillis(1)))).isFalse(); // of the next place
    }

    @Test
    void a_booking_of_an_older_build_ends_no_pass() {
        served.end(paid(null)).block();

        assertThat(revoked.covers(passOf(JOINED))).isFalse();
    }

    private static Pass passOf(Instant since) {
        return new Pass("pass-1", SALE, ANN, since, NOW.plusSeconds(600));
    }

    private static BookingConfirmed paid(@Nullable Instant placeSince) {
        return new BookingConfirmed(
                "b-1", SALE.value(), "p-1", ANN.value(), "r-1", List.of("A-1"), new Money(10_000, "KRW"), placeSince);
    }
}
