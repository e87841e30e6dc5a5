package io.onsale.queue.draw;

import io.onsale.kernel.id.SaleId;
import java.util.List;
import reactor.core.publisher.Mono;

/** The lobbies of RANDOM sales, whose fans have a registration and no number yet. Errors with {@code Unavailable}. */
public interface Lobby {
    /** Whether numbers were drawn. */
    enum DrawOutcome {
        DRAWN,
        /** Nothing was done, because not {@code from} numbers are drawn: another node was faster, or the line was lost. */
        OUTDATED
    }

    /** Fans per script: some milliseconds of Redis, 100 KB on the wire. */
    int FANS_MAX = 1_000;

    /** The state of the lobby, and which of {@code registrations} (at most {@link #FANS_MAX}) are in it; empty if the sale has no line. */
    Mono<LobbyView> look(SaleId sale, List<Long> registrations);

    /** The fans with the lowest registrations, at most {@link #FANS_MAX}. */
    Mono<List<Registered>> lowest(SaleId sale);

    /**
     * Moves those of {@code fans} (at most {@link #FANS_MAX}) that are still in the lobby into the line, and records that numbers up to
     * {@code to} are there. Repeatable.
     *
     * @param registrations how many take part, as it was fixed permanently
     */
    Mono<DrawOutcome> draw(SaleId sale, long registrations, long from, long to, List<DrawnFan> fans);
}
