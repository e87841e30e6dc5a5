package io.onsale.seat.rebuild.r2dbc;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.seat.clock.SaleClocks;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.rebuild.PastSeats;
import io.onsale.seat.rebuild.RebuildRounds;
import io.onsale.seat.rebuild.RebuildSeats;
import io.onsale.seat.rebuild.SeatLedger;
import io.onsale.seat.rebuild.SeatStore;
import io.onsale.seat.seat.Epochs;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class RebuildR2dbcWiring {
    /** How long a requested rebuild waits at most; a tick without requests costs nothing. */
    private static final Duration REBUILD_EVERY = Duration.ofMillis(100);

    /** How long the rebuilds of all performances may take after Redis was lost. */
    private static final Duration REBUILDS_MAX = Duration.ofMinutes(15);

    /** Nobody waits for it. */
    private static final Duration REMOVE_EVERY = Duration.ofMinutes(1);

    /** Far above what a round takes. */
    private static final Duration REMOVALS_MAX = Duration.ofSeconds(50);

    @Bean
    SeatLedger seatLedger(DatabaseClient database, SaleClocks clocks, TransactionalOperator transaction) {
        return new R2dbcSeatLedger(database, clocks, transaction);
    }

    @Bean
    RebuildSeats rebuildSeats(
            Performances performances, Epochs epochs, SeatLedger ledger, SeatStore store, MeterRegistry meters) {
        return new RebuildSeats(performances, epochs, ledger, store, meters);
    }

    @Bean
    RebuildRounds rebuildRounds(RebuildSeats rebuild, Performances performances) {
        return new RebuildRounds(rebuild, performances);
    }

    @Bean
    Loop rebuildLoop(RebuildRounds rounds) {
        return new Loop(
                "Rebuilding seats", Duration.ZERO, REBUILD_EVERY, REBUILDS_MAX, Schedulers.parallel(), rounds::tick);
    }

    @Bean
    PastSeats pastSeats(SeatLedger ledger, SeatStore store, Clock clock) {
        return new PastSeats(ledger, store, clock);
    }

    @Bean
    Loop pastSeatsLoop(PastSeats past) {
        return new Loop(
                "Removing the seats of past shows",
                REMOVE_EVERY,
                REMOVE_EVERY,
                REMOVALS_MAX,
                Schedulers.parallel(),
                number -> past.round());
    }
}
