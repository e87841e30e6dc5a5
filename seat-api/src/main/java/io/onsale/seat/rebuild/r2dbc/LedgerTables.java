package io.onsale.seat.rebuild.r2dbc;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.seat.clock.SaleClocks;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.rebuild.PastSeats;
import io.onsale.seat.rebuild.RebuildLoop;
import io.onsale.seat.rebuild.RebuildSeats;
import io.onsale.seat.rebuild.SeatLedger;
import io.onsale.seat.rebuild.SeatStore;
import io.onsale.seat.seat.Epochs;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class LedgerTables {
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
    PastSeats pastSeats(SeatLedger ledger, SeatStore store, Clock clock) {
        return new PastSeats(ledger, store, clock);
    }

    @Bean
    RebuildLoop rebuildLoop(RebuildSeats rebuild, Performances performances) {
        return new RebuildLoop(rebuild, performances);
    }
}
