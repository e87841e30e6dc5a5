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

class SharedCallsTest {
    private static final int BATCH = 256;

    private final List<List<String>> calls = new ArrayList<>();
    private final List<Sinks.One<List<Integer>>> replies = new ArrayList<>();
    private long nanos;
    private final SharedCalls<String, Integer> shared = new SharedCalls<>(BATCH, this::call, () -> nanos);

    /** How a wish ended, if it has. */
    private static final class Answer {
        private @Nullable Integer outcome;
        private @Nullable Throwable error;
    }

    private Mono<List<Integer>> call(List<String> wishes) {
        calls.add(wishes);
        Sinks.One<List<Integer>> reply = Sinks.one();
        replies.add(reply);
        return reply.asMono();
    }

    private List<Answer> join(int fans) {
        return IntStream.range(0, fans)
                .mapToObj(i -> {
                    Answer answer = new Answer();
                    shared.join("wish-" + i)
                            .subscribe(outcome -> answer.outcome = outcome, error -> answer.error = error);
                    return answer;
                })
                .toList();
    }

    private static Integer outcome(String wish) {
        return Integer.valueOf(wish.substring("wish-".length()));
    }

    private void answer(int call) {
        replies.get(call)
                .tryEmitValue(
                        calls.get(call).stream().map(SharedCallsTest::outcome).toList())
                .orThrow();
    }

    @Test
    void whoever_comes_while_a_call_is_under_way_shares_the_next_ones() {
        List<Answer> first = join(1);
        List<Answer> others = join(BATCH + 1);

        answer(0);
        assertThat(first).allMatch(answer -> answer.outcome != null);
        assertThat(others).allMatch(answer -> answer.outcome == null);
        answer(1);
        answer(2);

        assertThat(calls).extracting(List::size).containsExactly(1, BATCH, 1);
        assertThat(others)
                .extracting(answer -> answer.outcome)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, BATCH).boxed().toList()); // each its own
    }

    @Test
    void a_line_out_of_reach_is_told_to_all_who_wait_behind_the_call_at_once() {
        List<Answer> all = join(1 + 3 * BATCH);

        replies.getFirst().tryEmitError(new Unavailable("the line")).orThrow();

        assertThat(all).allMatch(answer -> answer.error instanceof Unavailable);
        assertThat(calls).hasSize(1);
        List<Answer> later = join(1);
        answer(1);
        assertThat(later).allMatch(answer -> answer.outcome != null);
    }

    @Test
    void one_who_cannot_be_served_does_not_keep_others_from_it() {
        join(1);
        List<Answer> others = join(2);

        replies.getFirst()
                .tryEmitError(new IllegalStateException("one bad wish"))
                .orThrow();
        answer(1);

        assertThat(others).allMatch(answer -> answer.outcome != null);
    }

    @Test
    void what_has_waited_for_seconds_is_not_sent_any_more() {
        join(1);
        List<Answer> others = join(2);

        nanos = Duration.ofSeconds(4).toNanos();
        answer(0);

        assertThat(others).allMatch(answer -> answer.error instanceof Unavailable);
        assertThat(calls).hasSize(1);
    }
}
