package io.onsale.queue.line.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class BatcherTest {
    private static final int BATCH = 256;

    private final List<List<String>> batches = new ArrayList<>();
    private final List<Sinks.One<List<Integer>>> replies = new ArrayList<>();
    private long nanos;
    private final Batcher<String, Integer> batcher = new Batcher<>(BATCH, this::send, () -> nanos);

    /** The outcome of a request, if there is one yet. */
    private static final class Answer {
        private @Nullable Integer outcome;
        private @Nullable Throwable error;
    }

    private Mono<List<Integer>> send(List<String> requests) {
        batches.add(requests);
        Sinks.One<List<Integer>> reply = Sinks.one();
        replies.add(reply);
        return reply.asMono();
    }

    private List<Answer> add(int fans) {
        return IntStream.range(0, fans)
                .mapToObj(i -> {
                    Answer answer = new Answer();
                    batcher.add("request-" + i)
                            .subscribe(outcome -> answer.outcome = outcome, error -> answer.error = error);
                    return answer;
                })
                .toList();
    }

    private static Integer outcome(String request) {
        return Integer.valueOf(request.substring("request-".length()));
    }

    private void answer(int batch) {
        replies.get(batch)
                .tryEmitValue(
                        batches.get(batch).stream().map(BatcherTest::outcome).toList())
                .orThrow();
    }

    @Test
    void requests_that_arrive_during_a_batch_share_the_next_ones() {
        List<Answer> first = add(1);
        List<Answer> others = add(BATCH + 1);

        answer(0);
        assertThat(first).allMatch(answer -> answer.outcome != null);
        assertThat(others).allMatch(answer -> answer.outcome == null);
        answer(1);
        answer(2);

        assertThat(batches).extracting(List::size).containsExactly(1, BATCH, 1);
        assertThat(others)
                .extracting(answer -> answer.outcome)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, BATCH).boxed().toList()); // each request gets its own answer
    }

    @Test
    void when_the_line_is_unreachable_all_waiting_batches_fail_immediately() {
        List<Answer> all = add(1 + 3 * BATCH);

        replies.getFirst().tryEmitError(new Unavailable("the line")).orThrow();

        assertThat(all).allMatch(answer -> answer.error instanceof Unavailable);
        assertThat(batches).hasSize(1);
        List<Answer> later = add(1);
        answer(1);
        assertThat(later).allMatch(answer -> answer.outcome != null);
    }

    @Test
    void a_batch_that_fails_otherwise_does_not_fail_the_next_one() {
        add(1);
        List<Answer> others = add(2);

        replies.getFirst()
                .tryEmitError(new IllegalStateException("one bad request"))
                .orThrow();
        answer(1);

        assertThat(others).allMatch(answer -> answer.outcome != null);
    }

    @Test
    void a_batch_that_has_waited_for_seconds_is_not_sent() {
        add(1);
        List<Answer> others = add(2);

        nanos = Duration.ofSeconds(4).toNanos();
        answer(0);

        assertThat(others).allMatch(answer -> answer.error instanceof Unavailable);
        assertThat(batches).hasSize(1);
    }
}
