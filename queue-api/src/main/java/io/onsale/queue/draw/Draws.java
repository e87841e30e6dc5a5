package io.onsale.queue.draw;

import io.onsale.kernel.id.SaleId;
import java.util.List;
import reactor.core.publisher.Mono;

/** Stores draws. Durable: a published list can be published again. */
public interface Draws {
    /** Rows per page of the list: 16 KB of text. */
    int PAGE_MAX = 500;

    /** Creates the seeds of sales that have none; a sale never gets another seed. */
    Mono<Void> commit();

    /** The sale's draw, whose seed is created now if it has none; empty if the sale does not exist, or its line is not drawn. */
    Mono<DrawRecord> find(SaleId sale);

    /** Fixes how many registrations take part; the first call decides. Returns the draw as it is then. */
    Mono<DrawRecord> fix(SaleId sale, long registrations);

    /** Writes those rows that are not in the list yet. */
    Mono<Void> list(SaleId sale, List<ListedFan> fans);

    /** Stores that numbers up to {@code drawn} are in the line; never decreases. */
    Mono<Void> advance(SaleId sale, long drawn);

    /** The next rows of the list after {@code number}, at most {@link #PAGE_MAX}. */
    Mono<List<ListedFan>> page(SaleId sale, long number);
}
