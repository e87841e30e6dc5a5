package io.onsale.queue.testing;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.draw.DrawRecord;
import io.onsale.queue.draw.DrawSeed;
import io.onsale.queue.draw.Draws;
import io.onsale.queue.draw.ListedFan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Draws in memory; every sale counts as drawn. */
public class DrawsModel implements Draws {
    private final Map<SaleId, DrawRecord> records = new ConcurrentHashMap<>();
    private final Map<SaleId, ConcurrentSkipListMap<Long, ListedFan>> lists = new ConcurrentHashMap<>();

    @Override
    public Mono<Void> commit() {
        return Mono.empty();
    }

    @Override
    public Mono<DrawRecord> find(SaleId sale) {
        return Mono.fromSupplier(
                () -> records.computeIfAbsent(sale, id -> new DrawRecord(id, DrawSeed.next(), null, 0, 0)));
    }

    @Override
    public Mono<DrawRecord> fix(SaleId sale, long registrations) {
        return find(sale).map(record -> update(sale, Long.valueOf(registrations), 0, 0));
    }

    private DrawRecord update(SaleId sale, @Nullable Long registrations, long drawn, long added) {
        return Objects.requireNonNull(records.computeIfPresent(
                sale,
                (id, known) -> new DrawRecord(
                        id,
                        known.seed(),
                        known.registrations() == null ? registrations : known.registrations(),
                        Math.max(drawn, known.drawn()),
                        known.listed() + added)));
    }

    @Override
    public Mono<Void> list(SaleId sale, List<ListedFan> fans) {
        return Mono.fromRunnable(() -> {
            long added = fans.stream()
                    .filter(fan -> list(sale).putIfAbsent(fan.number(), fan) == null)
                    .count();
            update(sale, null, 0, added);
        });
    }

    /** The list's rows, by number. */
    public ConcurrentSkipListMap<Long, ListedFan> list(SaleId sale) {
        return lists.computeIfAbsent(sale, id -> new ConcurrentSkipListMap<>());
    }

    @Override
    public Mono<Void> advance(SaleId sale, long drawn) {
        return Mono.fromRunnable(() -> update(sale, null, drawn, 0));
    }

    @Override
    public Mono<List<ListedFan>> page(SaleId sale, long number) {
        return Mono.fromSupplier(() -> list(sale).tailMap(number, false).values().stream()
                .limit(PAGE_MAX)
                .toList());
    }
}
