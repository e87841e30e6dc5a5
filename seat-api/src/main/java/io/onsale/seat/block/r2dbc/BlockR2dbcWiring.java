package io.onsale.seat.block.r2dbc;

import io.onsale.seat.block.BlockSeats;
import io.onsale.seat.block.BlockedSeats;
import io.onsale.seat.block.KeptBackSeats;
import io.onsale.seat.block.ListKeptBack;
import io.onsale.seat.block.NotedControls;
import io.onsale.seat.block.ReleaseAllotments;
import io.onsale.seat.block.SaleControls;
import io.onsale.seat.history.LedgerMoves;
import io.onsale.seat.plan.Performances;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class BlockR2dbcWiring {
    /** How late an allotment goes on sale: one small query. */
    private static final Duration RELEASE_EVERY = Duration.ofSeconds(1);

    @Bean
    KeptBackSeats keptBackSeats(DatabaseClient database, TransactionalOperator transaction) {
        return new R2dbcKeptBackSeats(database, transaction);
    }

    @Bean
    SaleControls saleControls(DatabaseClient database) {
        return new R2dbcSaleControls(database);
    }

    @Bean
    BlockSeats blockSeats(
            Performances performances,
            KeptBackSeats keptBack,
            BlockedSeats blocked,
            SaleControls controls,
            LedgerMoves ledger,
            Clock clock) {
        return new BlockSeats(performances, keptBack, blocked, new NotedControls(controls, ledger, clock), clock);
    }

    @Bean
    ListKeptBack listKeptBack(Performances performances, KeptBackSeats keptBack, SaleControls controls) {
        return new ListKeptBack(performances, keptBack, controls);
    }

    @Bean
    Loop allotmentLoop(KeptBackSeats keptBack, BlockSeats blockSeats, Clock clock) {
        ReleaseAllotments release = new ReleaseAllotments(keptBack, blockSeats, clock);
        return new Loop("Releasing allotments", RELEASE_EVERY, Schedulers.parallel(), release::round);
    }
}
