package io.onsale.queue.draw;

import io.onsale.kernel.id.SaleId;
import java.util.List;
import reactor.core.publisher.Mono;

/** The lobbies of RANDOM sales, whose fans have a registration and no number yet. Errors with {@code Unavailable}. */
public interface Lobby {
    /** Fans a call: some milliseconds of Redis, a hundred kilobytes on the wire. */
    int FANS_MAX = 1_000;

    /** How the lobby stands, and who of {@code registrations} (at most {@link #FANS_MAX}) is in it; empty if the sale has no line. */
    Mono<LobbyView> look(SaleId sale, List<Long> registrations);

    /** Those with the lowest registrations, at most {@link #FANS_MAX}. */
    Mono<List<Registered>> lowest(SaleId sale);

    /**
     * Moves {@code fans} (at most {@link #FANS_MAX}), as far as they are still in the lobby, into the line, and says that numbers up to
     * {@code to} are there. Repeatable.
     *
     * @param registrations how many are drawn from, as it was fixed for good
     * @return false, and nothing was done, if not {@code from} numbers are drawn: another node was faster, or the line was lost
     */
    Mono<Boolean> draw(SaleId sale, long registrations, long from, long to, List<DrawnFan> fans);
}
