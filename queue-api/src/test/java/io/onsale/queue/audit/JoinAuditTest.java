package io.onsale.queue.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.event.OnsaleEvent.GivenPlace;
import io.onsale.kernel.event.OnsaleEvent.PlacesGiven;
import io.onsale.kernel.id.SaleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A batch of joins is removed from the list once the topic has it, and not before. */
class JoinAuditTest {
    private final SaleId sale = SaleId.next();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<PlacesGiven> list =
            new ArrayList<>(LongStream.rangeClosed(1, 5).mapToObj(this::batch).toList());
    private final List<String> safe = new ArrayList<>();
    private int takes = Integer.MAX_VALUE;
    private final JoinAudit audit = new JoinAudit(joins(), this::runLocked, this::publish, meters);

    @Test
    void all_batches_are_published_and_removed() {
        audit.round(List.of(sale)).block();

        assertThat(safe).containsExactly(id(1), id(2), id(3), id(4), id(5));
        assertThat(list).isEmpty();
        assertThat(meters.counter("onsale.queue.audit.joins.told").count()).isEqualTo(10);
        assertThat(meters.counter("onsale.queue.audit.joins.dropped").count()).isEqualTo(2);
    }

    @Test
    void batches_that_the_topic_did_not_accept_stay_on_the_list() {
        takes = 2;

        audit.round(List.of(sale)).block();

        assertThat(list).extracting(PlacesGiven::entryId).containsExactly("3-0", "4-0", "5-0");
    }

    @Test
    void while_kafka_is_down_nothing_is_removed_from_the_list() {
        takes = 0;

        StepVerifier.create(audit.round(List.of(sale))).verifyErrorMessage("Kafka is down");

        assertThat(list).hasSize(5);
    }

    private String id(int number) {
        return sale + ":joins:" + number + "-0";
    }

    private PlacesGiven batch(long number) {
        List<GivenPlace> places = List.of(new GivenPlace(2 * number, "a"), new GivenPlace(2 * number + 1, "b"));
        return new PlacesGiven(sale.value(), number + "-0", 1, places, Instant.EPOCH);
    }

    private <T> Mono<T> runLocked(String name, Mono<T> work) {
        return work;
    }

    private Flux<String> publish(List<AuditEvent> events) {
        return Flux.fromIterable(events)
                .map(AuditEvent::id)
                .take(takes)
                .doOnNext(safe::add)
                .concatWith(
                        events.size() > takes ? Mono.error(new IllegalStateException("Kafka is down")) : Mono.empty());
    }

    private JoinList joins() {
        return new JoinList() {
            @Override
            public Mono<List<PlacesGiven>> oldest(SaleId one) {
                return Mono.fromSupplier(() -> List.copyOf(list));
            }

            @Override
            public Mono<Long> takeOff(SaleId one, String entryId) {
                return Mono.fromSupplier(() -> {
                    int last = list.stream().map(PlacesGiven::entryId).toList().indexOf(entryId);
                    list.subList(0, last + 1).clear();
                    return 2L;
                });
            }
        };
    }
}
