package io.onsale.seat.history;

import io.onsale.kernel.event.SeatsChanged;
import io.onsale.kernel.event.SeatsChanged.SeatMove;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.history.LedgerMoves.UnsentMove;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Sends to Kafka what Postgres decided about seats. Nothing of it is lost; after a crash some of it is sent again. */
public final class RelayMoves {
    private static final int BATCH = 500; // moves; one transaction and one round trip to Kafka

    private final LedgerMoves ledger;
    private final SeatNews news;

    public RelayMoves(LedgerMoves ledger, SeatNews news) {
        this.ledger = ledger;
        this.news = news;
    }

    /** Sends one batch; emits how many there were. */
    public Mono<Integer> sendBatch() {
        return ledger.take(BATCH, unsent -> news.send(events(unsent)));
    }

    private static List<SeatsChanged> events(List<UnsentMove> unsent) {
        Map<PerformanceId, List<SeatMove>> moves = unsent.stream()
                .collect(Collectors.groupingBy(
                        UnsentMove::performance,
                        LinkedHashMap::new,
                        Collectors.mapping(UnsentMove::move, Collectors.toList())));
        return moves.entrySet().stream()
                .flatMap(entry -> FollowSeats.events(entry.getKey(), entry.getValue()).stream())
                .toList();
    }
}
