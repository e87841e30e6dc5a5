package io.onsale.queue.line.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.admission.Insiders;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.pass.ClaimOutcome;
import io.onsale.queue.pass.ClaimPass;
import io.onsale.queue.pass.Claims;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.testing.LineOnRedis;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Removes each guard from the scripts and expects the simulation to fail: a check that cannot fail proves nothing. */
class LineMutantsTest {
    private static final int SEEDS_MAX = 300; // a mutant must be caught by then; the rarest takes about a hundred

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    /** A guard in a script, and the text that replaces it. */
    record Mutant(String without, String guard, String instead) implements UnaryOperator<String> {
        @Override
        public String apply(String script) {
            return script.replace(guard, instead);
        }

        @Override
        public String toString() {
            return without;
        }
    }

    private static final Mutant EPOCH_NOT_COMPARED = new Mutant(
            "join does not compare the server's run id",
            "elseif run_id ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then\n  return {'NEW_SERVER'} -- its newest",
            "elseif false then -- its newest");

    private static final String CLAIM_REBUILDING = "elseif rebuilding == '1' then\n  return {'REBUILDING'} -- it is";
    private static final String END_REBUILDING = "elseif rebuilding == '1' then\n  return {'REBUILDING'} -- the fan";

    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant(
                        "joining again overwrites the number",
                        "or place and present(fan, key, place) or over",
                        "or over"),
                new Mutant(
                        "a time instead of a number as score",
                        "push(behind, number, fan)\n    waiting",
                        "push(behind, now, fan)\n    waiting"),
                new Mutant(
                        "fans inside counted before the script, not in it",
                        "local free = capacity - redis.call('ZCARD', ready_key) - redis.call('ZCARD', inside_key)",
                        """
                        local free = capacity - (redis.call('HGET', control_key, 'counted') or 0)
                        redis.call('HSET', control_key, 'counted', redis.call('ZCARD', ready_key) + redis.call('ZCARD', inside_key))
                        """),
                new Mutant(
                        "only admitted fans counted, not called ones",
                        "local free = capacity - redis.call('ZCARD', ready_key) - redis.call('ZCARD', inside_key)",
                        "local free = capacity - redis.call('ZCARD', inside_key)"),
                new Mutant("late fans called before waiting ones", "elseif waiting == 0 and opened", "elseif opened"),
                new Mutant(
                        "the rate ignored when joining",
                        "and budget >= 1000 and now >= tonumber(quiet_until)",
                        "and now >= tonumber(quiet_until)"),
                new Mutant("an operator's step uses up the rate", "math.max(0, called - step)", "called"),
                new Mutant("a step beyond the capacity", "math.max(0, free), step", "math.max(step, free), step"),
                new Mutant(
                        "deadlines by the wall clock, which no pause stops",
                        "local clock = (state == 'PAUSED' and tonumber(paused_at) or now) - frozen_ms",
                        "local clock = now"),
                new Mutant("a second return near the front", "was == 'MISSED' and turn == '0'", "was == 'MISSED'"),
                new Mutant(
                        "a returned fan still leaves at the end of the grace",
                        "  if some_absent then redis.call('ZREM', absent_key, fan) end",
                        ""),
                new Mutant("a fan twice in one call gets two places", "if changed[fan] then", "if false then"),
                new Mutant(
                        "pass holders lost with the line",
                        "if state ~= 'ADMITTED' and not (ended",
                        "if false and not (ended"),
                new Mutant("an ended place restored", "return {'ENDED', was}", "place = nil"),
                HASTY,
                new Mutant(
                        "a claim does not compare the server's run id",
                        "  return {'NEW_SERVER'}\n" + CLAIM_REBUILDING,
                        CLAIM_REBUILDING),
                new Mutant(
                        "a receipt does not compare the server's run id",
                        "  return {'NEW_SERVER'}\nend\nregistrations, drawn",
                        "end\nregistrations, drawn"),
                new Mutant(
                        "an ending does not compare the server's run id",
                        "  return {'NEW_SERVER'}\n" + END_REBUILDING,
                        END_REBUILDING),
                new Mutant("a claim while it is not certain who is inside", CLAIM_REBUILDING, "elseif false then --"),
                new Mutant("an ending while it is not certain who is inside", END_REBUILDING, "elseif false then --"),
                new Mutant(
                        "a lease extended while it is not certain who is inside",
                        "elseif rebuilding == '1' then\n  return {'REBUILDING'} -- its place",
                        "elseif false then --"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void a_missing_guard_is_caught_by_the_simulation(Mutant mutant) {
        try (LineOnRedis redis = new LineOnRedis(server.url(), LineHistory.BLOCK_SIZE, mutant)) {
            assertThatThrownBy(() -> {
                        for (long seed = 0; seed < SEEDS_MAX; seed++) {
                            new LineHistory(redis, seed).play();
                        }
                    })
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void a_failover_that_loses_joins_issues_no_number_twice() {
        try (LineOnRedis redis = new LineOnRedis(server.url(), LineHistory.BLOCK_SIZE)) {
            failOverWhileJoining(redis);
        }
    }

    @Test
    void without_comparing_the_server_a_failover_issues_numbers_twice() {
        try (LineOnRedis redis = new LineOnRedis(server.url(), LineHistory.BLOCK_SIZE, EPOCH_NOT_COMPARED)) {
            assertThatThrownBy(() -> failOverWhileJoining(redis)).isInstanceOf(AssertionError.class);
        }
    }

    private static final Mutant HASTY = new Mutant(
            "called immediately while it is not certain who is inside",
            "state == 'RUNNING' and rebuilding ~= '1'",
            "state == 'RUNNING'");

    private static final Mutant NOT_QUIET =
            new Mutant("called immediately while receipts are still coming in", "and now >= tonumber(quiet_until)", "");

    @Test
    void after_a_loss_nobody_is_called_while_receipts_are_coming_in() {
        try (LineOnRedis redis = new LineOnRedis(server.url(), LineHistory.BLOCK_SIZE)) {
            loseAndJoin(redis);
        }
    }

    @Test
    void without_the_quiet_period_the_quickest_fan_after_a_loss_is_called_first() {
        try (LineOnRedis redis = new LineOnRedis(server.url(), LineHistory.BLOCK_SIZE, NOT_QUIET)) {
            assertThatThrownBy(() -> loseAndJoin(redis)).isInstanceOf(AssertionError.class);
        }
    }

    private static void loseAndJoin(LineOnRedis redis) {
        SalePolicy policy = redis.open(5, 100);
        join(redis, policy, "early", new HashSet<>());
        redis.wipe(policy.sale());
        redis.bean(LineControl.class).open(policy).block(LineOnRedis.TIMEOUT);
        redis.bean(Gate.class).rebuild(policy.sale(), 2, List.of()).block(LineOnRedis.TIMEOUT);

        redis.letTimePass(Duration.ofSeconds(5));
        join(redis, policy, "quick", new HashSet<>());
        redis.bean(Gate.class).admit(policy.sale()).block(LineOnRedis.TIMEOUT);
        assertThat(redis.places(policy.sale()).values())
                .allSatisfy(place -> assertThat(place.state()).isEqualTo(PlaceState.WAITING));

        redis.letTimePass(Duration.ofSeconds(10));
        redis.bean(Gate.class).admit(policy.sale()).block(LineOnRedis.TIMEOUT);
        assertThat(redis.places(policy.sale()).values())
                .allSatisfy(place -> assertThat(place.state()).isEqualTo(PlaceState.READY));
    }

    @Test
    void after_a_failover_that_lost_the_fans_inside_the_capacity_holds() {
        try (LineOnRedis redis = new LineOnRedis(server.url(), LineHistory.BLOCK_SIZE)) {
            failOverWithSomebodyInside(redis);
        }
    }

    @Test
    void without_waiting_for_the_fans_inside_a_failover_exceeds_the_capacity() {
        try (LineOnRedis redis = new LineOnRedis(server.url(), LineHistory.BLOCK_SIZE, HASTY)) {
            assertThatThrownBy(() -> failOverWithSomebodyInside(redis)).isInstanceOf(AssertionError.class);
        }
    }

    private static void failOverWithSomebodyInside(LineOnRedis redis) {
        SalePolicy policy = redis.open(1, 100);
        Insiders insiders = redis.bean(Insiders.class);
        Map<String, byte[]> lagging = redis.replica(policy.sale());
        join(redis, policy, "inside", new HashSet<>());
        assertThat(new ClaimPass(redis.bean(Claims.class), insiders)
                        .claim(policy.sale(), new FanId("inside0"))
                        .block(LineOnRedis.TIMEOUT))
                .isInstanceOf(ClaimOutcome.Admitted.class);
        redis.failOver(policy.sale(), lagging);

        join(redis, policy, "late", new HashSet<>()); // sets up the line before any tick
        redis.bean(Gate.class)
                .rebuild(
                        policy.sale(),
                        2,
                        Objects.requireNonNull(insiders.of(policy.sale()).block(LineOnRedis.TIMEOUT)))
                .block(LineOnRedis.TIMEOUT);

        assertThat(redis.places(policy.sale()).values())
                .filteredOn(place -> place.state() == PlaceState.READY || place.state() == PlaceState.ADMITTED)
                .hasSize(1);
    }

    private static void failOverWhileJoining(LineOnRedis redis) {
        SalePolicy policy = redis.open(0, 10);
        Set<Long> numbers = new HashSet<>();
        join(redis, policy, "early", numbers);
        Map<String, byte[]> lagging = redis.replica(policy.sale());
        join(redis, policy, "acknowledged", numbers);
        redis.failOver(policy.sale(), lagging);
        join(redis, policy, "late", numbers);
    }

    private static void join(LineOnRedis redis, SalePolicy policy, String who, Set<Long> numbers) {
        for (int i = 0; i < 3; i++) {
            JoinOutcome outcome = redis.bean(WaitingLine.class)
                    .join(policy.sale(), new FanId(who + i), WaitingLine.NO_KEY)
                    .block(LineOnRedis.TIMEOUT);
            JoinOutcome.Joined joined = (JoinOutcome.Joined) Objects.requireNonNull(outcome);
            assertThat(numbers.add(joined.place().number()))
                    .as("number %s is new", joined.place().number())
                    .isTrue();
        }
    }
}
