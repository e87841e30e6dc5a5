package io.onsale.service.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pagination of lists: each page continues {@code after} an item. */
public final class Pages {
    private static final String AFTER = "after";
    private static final int LENGTH_MAX = 64; // characters of an id

    private Pages() {}

    /** @throws ProblemException naming {@code after} unless it is absent or has the shape of an id */
    public static void checkShape(@Nullable String after) {
        if (after != null && !after.matches("[0-9A-Za-z_-]{1," + LENGTH_MAX + "}")) {
            throw unknown();
        }
    }

    /**
     * The page; errors with a problem that names {@code after} if the page is empty because no such item exists. The item is looked up only
     * in that case, so paging through a list costs nothing extra.
     *
     * @param item the item {@code after}; empty if the caller has no item with this id
     */
    public static <T> Mono<List<T>> page(Flux<T> items, @Nullable String after, Publisher<?> item) {
        return items.collectList()
                .flatMap(page -> after == null || !page.isEmpty()
                        ? Mono.just(page)
                        : Flux.from(item)
                                .hasElements()
                                .flatMap(known -> known ? Mono.just(page) : Mono.error(unknown())));
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.invalid(AFTER, "must be the value of next from a page of this list"));
    }
}
