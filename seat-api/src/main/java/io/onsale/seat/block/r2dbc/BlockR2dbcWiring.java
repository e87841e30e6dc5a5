package io.onsale.seat.block.r2dbc;

import io.onsale.seat.block.BlockSeats;
import io.onsale.seat.block.BlockedSeats;
import io.onsale.seat.block.KeptBackSeats;
import io.onsale.seat.history.LedgerMoves;
import io.onsale.seat.plan.Performances;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class BlockR2dbcWiring {
    @Bean
    KeptBackSeats keptBackSeats(DatabaseClient database, TransactionalOperator transaction) {
        return new R2dbcKeptBackSeats(database, transaction);
    }

    @Bean
    BlockSeats blockSeats(
            Performances performances, KeptBackSeats keptBack, BlockedSeats blocked, LedgerMoves ledger, Clock clock) {
        return new BlockSeats(performances, keptBack, blocked, ledger, clock);
    }
}
