package io.onsale.service.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pages of a list that go on {@code after} an item. */
public final class Pages {
    private static final String AFTER = "after";
    private static final int LENGTH_MAX = 64; // of an id

    private Pages() {}

    /** @throws ProblemException naming {@code after} unless it is absent or has the shape of an id */
    public static void checkShape(@Nullable String after) {
        if (after != null && !after.matches("[0-9A-Za-z_-]{1," + LENGTH_MAX + "}")) {
            throw unknown();
        }
    }

    /**
     * The page; errors with a problem that names {@code after} if the page is empty because there is no such item. Only then it is looked
     * up, so that going through a list costs no more than before.
     *
     * @param item of {@code after}, empty if the caller has none of this id
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
        return new ProblemException(Problem.invalid(AFTER, "must be next of a page of this list"));
    }
}
