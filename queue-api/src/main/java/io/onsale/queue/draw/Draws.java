package io.onsale.queue.draw;

import io.onsale.kernel.id.SaleId;
import java.util.List;
import reactor.core.publisher.Mono;

/** What is written down of draws. Durable: what was published once can be published again. */
public interface Draws {
    /** Rows that a page of the list has at most: 16 kilobytes of text. */
    int PAGE_MAX = 500;

    /** Makes the seeds of sales that have none; a sale has one seed, ever. */
    Mono<Void> commit();

    /** The sale's draw, with its seed made now if need be; empty if there is no such sale, or its line is not drawn. */
    Mono<DrawRecord> find(SaleId sale);

    /** Fixes how many are drawn from; who is first decides. The draw as it is then. */
    Mono<DrawRecord> fix(SaleId sale, long registrations);

    /** Writes these rows, as far as they are not in the list yet. */
    Mono<Void> list(SaleId sale, List<ListedFan> fans);

    /** Writes down that numbers up to {@code drawn} are in the line; never goes back. */
    Mono<Void> advance(SaleId sale, long drawn);

    /** The next rows of the list after {@code number}, at most {@link #PAGE_MAX}. */
    Mono<List<ListedFan>> page(SaleId sale, long number);
}
