package io.onsale.queue.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.draw.DrawVerdict.Proven;
import io.onsale.queue.draw.PublicDraw.ByArrival;
import io.onsale.queue.draw.PublicDraw.Drawn;
import io.onsale.queue.draw.PublicDraw.UnknownSale;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.Sales;
import io.onsale.queue.testing.DrawsModel;
import io.onsale.queue.testing.Policies;
import io.onsale.service.web.Unavailable;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PublicDrawsTest {
    private static final Instant OPENING = Instant.parse("2026-11-21T10:00:00Z");

    private final SalePolicy random = Policies.opening(OPENING, LineOrder.RANDOM);
    private final SalePolicy arrival = Policies.opening(OPENING, LineOrder.ARRIVAL);
    private final List<SaleId> asked = new ArrayList<>();
    private final List<Long> pages = new ArrayList<>();
    private final Draws draws = new DrawsModel() {
        @Override
        public Mono<List<ListedFan>> page(SaleId sale, long number) {
            return super.page(sale, number).doOnSubscribe(page -> pages.add(number));
        }
    };
    private final PublicDraws published = new PublicDraws(sales(), draws);

    private Sales sales() {
        return new Sales() {
            @Override
            public Mono<SalePolicy> find(SaleId sale) {
                return Flux.just(random, arrival)
                        .filter(policy -> policy.sale().equals(sale))
                        .next()
                        .doOnSubscribe(start -> asked.add(sale));
            }

            @Override
            public Mono<Void> add(NewSale sale) {
                throw new AssertionError("not asked for");
            }

            @Override
            public Flux<SalePolicy> live(Instant closesAfter) {
                throw new AssertionError("not asked for");
            }

            @Override
            public Flux<Hidden> hidden(Instant now) {
                throw new AssertionError("not asked for");
            }

            @Override
            public Mono<ChangeOutcome> change(Change change) {
                throw new AssertionError("not asked for");
            }
        };
    }

    private DrawRecord drawn(int fans) {
        SaleId sale = random.sale();
        DrawRecord fixed = Objects.requireNonNull(draws.fix(sale, fans).block());
        draws.list(
                        sale,
                        LongStream.rangeClosed(1, fans)
                                .mapToObj(registration -> ListedFan.of(
                                        sale,
                                        new FanId("fan-" + registration),
                                        registration,
                                        Objects.requireNonNull(fixed.draw())))
                                .toList())
                .block();
        draws.advance(sale, fans).block();
        return Objects.requireNonNull(draws.find(sale).block());
    }

    @Test
    void each_order_says_what_it_is() {
        assertThat(published.find(random.sale()).block())
                .isInstanceOfSatisfying(
                        Drawn.class, drawn -> assertThat(drawn.opensAt()).isEqualTo(OPENING));
        assertThat(published.find(arrival.sale()).block()).isEqualTo(new ByArrival(arrival.sale()));
        assertThat(published.find(SaleId.next()).block()).isEqualTo(new UnknownSale());
    }

    @Test
    void a_crowd_that_asks_at_once_costs_one_question() {
        Flux.range(0, 1_000).flatMap(i -> published.find(random.sale()), 1_000).blockLast();

        assertThat(asked).hasSize(1);
    }

    @Test
    void the_list_holds_to_the_last_row() throws IOException {
        String list = published.list(drawn(1_234)).collect(Collectors.joining()).block();

        assertThat(DrawVerification.verify(
                        new StringReader(Objects.requireNonNull(list)), null, new FanId("fan-7"), rows -> {}))
                .isInstanceOfSatisfying(Proven.class, proven -> {
                    assertThat(proven.fans()).isEqualTo(1_234);
                    assertThat(proven.wanted()).isNotNull();
                });
    }

    @Test
    void a_page_is_fetched_when_the_reader_has_room_for_it() {
        StepVerifier.create(published.list(drawn(10 * Draws.PAGE_MAX)), 2)
                .expectNextCount(2)
                .then(() -> assertThat(pages).hasSizeLessThanOrEqualTo(2))
                .thenRequest(2)
                .expectNextCount(2)
                .then(() -> assertThat(pages).hasSizeLessThanOrEqualTo(4))
                .thenCancel()
                .verify();
    }

    @Test
    void a_node_writes_four_lists_at_a_time_and_one_more_when_a_reader_has_gone() {
        DrawRecord draw = drawn(10 * Draws.PAGE_MAX);
        List<Disposable> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(published.list(draw).subscribeWith(new Paused()));
        }

        StepVerifier.create(published.list(draw)).verifyError(Unavailable.class);
        readers.getFirst().dispose();
        StepVerifier.create(published.list(draw).then()).verifyComplete();
    }

    /** Takes nothing. */
    private static final class Paused extends reactor.core.publisher.BaseSubscriber<String> {
        @Override
        protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {}
    }

    @Test
    void a_reader_who_takes_nothing_for_a_minute_is_cut_off() {
        DrawRecord draw = drawn(10 * Draws.PAGE_MAX);

        StepVerifier.withVirtualTime(() -> published.list(draw), 1)
                .expectNextCount(1)
                .thenAwait(Duration.ofSeconds(61))
                .verifyError(TimeoutException.class);
    }
}
