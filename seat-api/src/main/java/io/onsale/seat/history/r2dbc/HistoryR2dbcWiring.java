package io.onsale.seat.history.r2dbc;

import io.onsale.seat.history.HistoryCursors;
import io.onsale.seat.history.LedgerMoves;
import io.onsale.seat.history.ReadHistory;
import io.onsale.seat.history.SeatHistory;
import io.onsale.seat.plan.Performances;
import io.onsale.service.health.NodeName;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HistorySettings.class)
class HistoryR2dbcWiring {
    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);
    private static final int REMOVE_BATCH = 5_000; // rows in one short transaction

    @Bean
    SeatHistory seatHistory(DatabaseClient database, Clock clock) {
        return new R2dbcSeatHistory(database, clock);
    }

    @Bean
    ReadHistory readHistory(Performances performances, SeatHistory history) {
        return new ReadHistory(performances, history);
    }

    @Bean
    HistoryCursors historyCursors(DatabaseClient database, NodeName node) {
        return new R2dbcHistoryCursors(database, node.value());
    }

    @Bean
    LedgerMoves ledgerMoves(DatabaseClient database, TransactionalOperator transaction) {
        return new R2dbcLedgerMoves(database, transaction);
    }

    @Bean
    Loop historyTidying(SeatHistory history, HistorySettings settings) {
        return Loop.batches(
                "Removing old history",
                TIDY_EVERY,
                Schedulers.parallel(),
                () -> history.removeOld(settings.keep(), REMOVE_BATCH));
    }
}
