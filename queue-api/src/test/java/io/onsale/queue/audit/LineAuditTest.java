package io.onsale.queue.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.event.OnsaleEvent.LineMoved;
import io.onsale.kernel.id.SaleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** How far the audit advances when the topic accepts everything, some events or none. */
class LineAuditTest {
    private final SaleId sale = SaleId.next();
    private final List<AuditEvent> written =
            new ArrayList<>(IntStream.rangeClosed(1, 7).mapToObj(this::move).toList());
    private final List<String> safe = new ArrayList<>();
    private int takes = Integer.MAX_VALUE;
    private boolean isTurnTaken;
    private final LineAudit audit =
            new LineAudit(unpublished(), this::runLocked, this::publish, new SimpleMeterRegistry());

    @Test
    void everything_is_published_in_order_and_once() {
        round();
        round();

        assertThat(safe).containsExactly("1", "2", "3", "4", "5", "6", "7");
    }

    @Test
    void after_a_failure_publishing_continues_from_the_failed_event() {
        takes = 3;
        round();
        assertThat(written).hasSize(4);

        takes = Integer.MAX_VALUE;
        round();

        assertThat(safe).containsExactly("1", "2", "3", "4", "5", "6", "7");
    }

    @Test
    void when_the_topic_accepts_nothing_nothing_is_skipped() {
        takes = 0;

        StepVerifier.create(audit.round(List.of(sale))).verifyErrorMessage("Kafka is down");

        assertThat(written).hasSize(7);
    }

    @Test
    void while_another_node_is_publishing_nothing_is_published() {
        isTurnTaken = true;

        round();

        assertThat(safe).isEmpty();
        assertThat(written).hasSize(7);
    }

    private void round() {
        audit.round(List.of(sale)).block();
    }

    private AuditEvent move(int number) {
        return new AuditEvent(
                Integer.toString(number),
                new LineMoved(sale.value(), number + "-0", "READY", "f", number, number, 0, "TURN", Instant.EPOCH));
    }

    private <T> Mono<T> runLocked(String name, Mono<T> work) {
        return isTurnTaken ? Mono.empty() : work;
    }

    private Flux<String> publish(List<AuditEvent> events) {
        return Flux.fromIterable(events)
                .map(AuditEvent::id)
                .take(takes)
                .doOnNext(safe::add)
                .concatWith(
                        events.size() > takes ? Mono.error(new IllegalStateException("Kafka is down")) : Mono.empty());
    }

    private UnpublishedAudit unpublished() {
        return new UnpublishedAudit() {
            @Override
            public Flux<SaleId> waiting(Collection<SaleId> sales) {
                return Flux.fromIterable(sales);
            }

            @Override
            public Mono<List<AuditEvent>> next(SaleId one) {
                return Mono.fromSupplier(() -> List.copyOf(written));
            }

            @Override
            public Mono<Void> moveOn(SaleId one, List<AuditEvent> published) {
                return Mono.fromRunnable(() -> written.removeAll(published));
            }
        };
    }
}
