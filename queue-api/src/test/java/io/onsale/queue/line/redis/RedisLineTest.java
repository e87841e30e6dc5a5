package io.onsale.queue.line.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.AlsoOnCluster;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.line.AbsenceReports;
import io.onsale.queue.line.EndOutcome;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.JoinOutcome.Joined;
import io.onsale.queue.line.JoinOutcome.Present;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.line.WaitingLineContract;
import io.onsale.queue.line.redis.JoinBatches.Request;
import io.onsale.queue.pass.ClaimOutcome;
import io.onsale.queue.pass.Claims;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SalePolicy.Limits;
import io.onsale.queue.sale.SalePolicy.Times;
import io.onsale.queue.sale.SaleState;
import io.onsale.queue.sale.Sales;
import io.onsale.queue.testing.LineOnRedis;
import io.onsale.queue.testing.LobbyOnRedis;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The scripts fulfil the contract. Also tests what only Redis has: blocks, epochs, concurrency, a lost script cache. */
@AlsoOnCluster
class RedisLineTest extends WaitingLineContract {
    private static final int BLOCK_SIZE = 5; // so that blocks run out often
    private static final int LOBBY = 20_000;

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    private static @Nullable LineOnRedis connected;

    private final LineOnRedis redis = Objects.requireNonNull(connected);

    @BeforeAll
    static void connect() {
        connected = new LineOnRedis(server.url(), BLOCK_SIZE);
    }

    @AfterAll
    static void close() {
        Objects.requireNonNull(connected).close();
    }

    @Override
    protected WaitingLine line() {
        return redis.bean(WaitingLine.class);
    }

    @Override
    protected Gate gate() {
        return redis.bean(Gate.class);
    }

    @Override
    protected Claims claims() {
        return redis.bean(Claims.class);
    }

    @Override
    protected void obey(SalePolicy policy) {
        redis.sales()
                .add(new Sales.NewSale("event", "title", policy, Visibility.OPEN))
                .block(LineOnRedis.TIMEOUT);
        redis.bean(LineControl.class).apply(policy).block(LineOnRedis.TIMEOUT);
    }

    @Override
    protected void letTimePass(Duration time) {
        redis.letTimePass(time);
    }

    @Override
    protected Instant now() {
        return redis.now();
    }

    @Override
    protected AbsenceReports presence() {
        return redis.bean(AbsenceReports.class);
    }

    @Override
    protected Map<String, Place> places(SaleId sale) {
        return redis.places(sale);
    }

    private List<JoinOutcome> joinAll(SaleId sale, List<String> fans) {
        return Objects.requireNonNull(Flux.fromIterable(fans)
                .flatMap(fan -> line().join(sale, new FanId(fan), WaitingLine.NO_KEY), 100)
                .collectList()
                .block(LineOnRedis.TIMEOUT));
    }

    private static List<String> fans(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> "fan-" + i)
                .toList();
    }

    @Test
    void a_hundred_joins_of_one_fan_at_once_yield_one_place() {
        SalePolicy policy = redis.open(0, 100);

        List<JoinOutcome> outcomes = joinAll(policy.sale(), java.util.Collections.nCopies(100, "ann"));

        assertThat(outcomes).filteredOn(Joined.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Present.class::isInstance).hasSize(99);
        assertThat(redis.places(policy.sale())).hasSize(1);
    }

    @Test
    void simultaneous_looks_share_script_calls_and_each_fan_gets_its_own_place() {
        SalePolicy policy = redis.open(0, 100);
        joinAll(policy.sale(), fans(300));
        long before = redis.calls();

        List<FindOutcome> found = Objects.requireNonNull(Flux.fromIterable(fans(301)) // one of the fans has no place
                .flatMapSequential(fan -> line().find(policy.sale(), new FanId(fan)), 301)
                .collectList()
                .block(LineOnRedis.TIMEOUT));

        assertThat(redis.calls() - before).isLessThan(100); // three if all arrive before the first reply
        Map<String, Place> places = redis.places(policy.sale());
        for (int i = 0; i < 300; i++) {
            Place own = places.get("fan-" + i);
            assertThat(found.get(i))
                    .isInstanceOfSatisfying(
                            FindOutcome.Found.class,
                            one -> assertThat(one.place()).isEqualTo(own));
        }
        assertThat(found.getLast()).isInstanceOf(FindOutcome.NotInLine.class);
    }

    @Test
    void numbers_are_unique_while_blocks_run_out_under_many_joins() {
        SalePolicy policy = redis.open(0, 100);

        List<JoinOutcome> outcomes = joinAll(policy.sale(), fans(300));

        assertThat(numbers(outcomes)).hasSize(300);
        assertThat(redis.redis().zcard(LineKeys.of(policy.sale()).line())).isEqualTo(300);
    }

    private static Set<Long> numbers(List<JoinOutcome> outcomes) {
        Set<Long> numbers = new HashSet<>();
        outcomes.forEach(outcome -> numbers.add(((Joined) outcome).place().number()));
        return numbers;
    }

    @Test
    void a_wiped_line_is_set_up_again_in_a_new_epoch_with_unused_numbers() {
        SalePolicy policy = redis.open(0, 100);
        Set<Long> before = numbers(joinAll(policy.sale(), fans(12)));

        redis.wipe(policy.sale());
        List<JoinOutcome> outcomes = joinAll(policy.sale(), fans(12));

        assertThat(numbers(outcomes)).hasSize(12).doesNotContainAnyElementsOf(before);
        assertThat(outcomes)
                .allSatisfy(outcome ->
                        assertThat(((Joined) outcome).place().epoch()).isGreaterThan(1));
    }

    @Test
    void a_flushed_script_cache_has_no_effect() {
        SalePolicy policy = redis.open(1, 100);
        joinAll(policy.sale(), fans(3));

        redis.redis().scriptFlush();

        assertThat(joinAll(policy.sale(), List.of("ann"))).singleElement().isInstanceOf(Joined.class);
        redis.redis().scriptFlush();
        assertThat(gate().admit(policy.sale()).block(LineOnRedis.TIMEOUT)).isNotNull();
    }

    @Test
    void a_late_block_is_dropped_so_that_numbers_never_decrease() {
        SalePolicy policy = redis.open(0, 100);
        joinAll(policy.sale(), fans(4)); // 1..4 of 1..5
        redis.blocks().next(policy.sale()).block(); // 6..10 are lost with a node that dies
        List<JoinOutcome> outcomes = joinAll(policy.sale(), List.of("ann", "ben"));

        assertThat(numbers(outcomes)).containsExactlyInAnyOrder(5L, 11L);
    }

    @Test
    void everything_that_takes_or_frees_a_slot_is_in_the_log_in_order() {
        SalePolicy policy = redis.open(1, 100);
        joinAll(policy.sale(), List.of("ann"));
        joinAll(policy.sale(), List.of("ben"));
        joinAll(policy.sale(), List.of("cleo"));
        claims().claim(policy.sale(), new FanId("ann"), "p").block();
        line().end(policy.sale(), new FanId("cleo"), Ending.LEFT).block();
        line().end(policy.sale(), new FanId("ann"), Ending.SERVED).block();
        gate().admit(policy.sale()).block();
        letTimePass(Duration.ofMinutes(1));
        gate().admit(policy.sale()).block();

        assertThat(redis.log(policy.sale()))
                .containsExactly(
                        "CAPACITY::OPEN",
                        "READY:ann:JOIN",
                        "ADMITTED:ann:CLAIM",
                        "LEFT:cleo:LEFT",
                        "ENDED:ann:SERVED",
                        "READY:ben:TURN",
                        "ENDED:ben:MISSED");
    }

    @Test
    void a_reason_that_looks_like_a_script_reply_is_only_a_reason() {
        SalePolicy policy = redis.open(0, 100);
        obey(policy.in(SaleState.PAUSED, "BLOCK", now()));

        assertThat(joinAll(policy.sale(), List.of("ann"))).singleElement().isInstanceOf(Joined.class);
    }

    @Test
    void while_the_line_is_lost_no_fan_is_reported_as_not_in_line() {
        SalePolicy policy = redis.open(1, 100);
        joinAll(policy.sale(), List.of("ann"));
        FanId ann = new FanId("ann");

        redis.wipe(policy.sale());

        StepVerifier.create(line().end(policy.sale(), ann, Ending.SERVED)).verifyError(Unavailable.class);
        StepVerifier.create(claims().claim(policy.sale(), ann, "p")).verifyError(Unavailable.class);
        StepVerifier.create(gate().extend(policy.sale(), ann, Place.ANY, Duration.ofHours(1)))
                .verifyError(Unavailable.class);
    }

    @Test
    void a_line_removed_after_its_sale_is_empty() {
        Instant now = now();
        SalePolicy over = redis.add(now.minusSeconds(9_000), now.minusSeconds(9_000), now.minusSeconds(3_601), 1, 100);
        FanId ann = new FanId("ann");

        assertThat(line().end(over.sale(), ann, Ending.SERVED).block(LineOnRedis.TIMEOUT))
                .isEqualTo(new EndOutcome.NotInLine());
        assertThat(claims().claim(over.sale(), ann, "p").block(LineOnRedis.TIMEOUT))
                .isEqualTo(new ClaimOutcome.NotInLine());
        assertThat(gate().extend(over.sale(), ann, Place.ANY, Duration.ofHours(1))
                        .block(LineOnRedis.TIMEOUT))
                .isNull();
    }

    @Test
    void opening_a_lobby_is_one_small_step_for_any_number_of_fans() {
        Instant now = now();
        Times times = new Times(now.minusSeconds(60), now.plusSeconds(1), now.plusSeconds(3_600));
        SalePolicy policy = redis.add(SalePolicy.first(SaleId.next(), times, LineOrder.RANDOM, Limits.of(100, 10_000)));
        redis.bean(LineControl.class).open(policy).block(LineOnRedis.TIMEOUT);
        new LobbyOnRedis(redis.redis(), policy.sale()).registerAll(LOBBY);
        redis.redis().hset(LineKeys.of(policy.sale()).control(), "next", Integer.toString(LOBBY + 1));
        letTimePass(Duration.ofSeconds(2));

        redis.redis().configResetstat();
        gate().admit(policy.sale()).block(LineOnRedis.TIMEOUT);

        assertThat(commands()).isLessThan(LOBBY / 2); // a handful; other tests also use this Redis
        assertThat(redis.redis().hget(LineKeys.of(policy.sale()).control(), "registrations"))
                .isEqualTo(Integer.toString(LOBBY));
    }

    /** The number of commands Redis has processed since its statistics were reset, including those in scripts. */
    private long commands() {
        return Pattern.compile("calls=(\\d+)")
                .matcher(redis.redis().info("commandstats"))
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }

    @Test
    void an_older_policy_never_overwrites_a_newer_one() {
        SalePolicy policy = redis.open(1, 100);
        redis.redis().hset(LineKeys.of(policy.sale()).control(), "version", "7");

        redis.bean(LineControl.class).apply(policy).block();
        redis.bean(LineControl.class).open(policy).block(); // a higher epoch, an older policy

        assertThat(redis.redis().hget(LineKeys.of(policy.sale()).control(), "version"))
                .isEqualTo("7");
    }

    @Test
    void two_sales_do_not_touch_each_other() {
        SalePolicy one = redis.open(1, 100);
        SalePolicy two = redis.open(1, 100);
        joinAll(one.sale(), List.of("ann"));
        joinAll(two.sale(), List.of("ann"));

        line().end(one.sale(), new FanId("ann"), Ending.LEFT).block();

        assertThat(redis.places(two.sale()).get("ann"))
                .isNotNull()
                .satisfies(place -> assertThat(place.state().isLive()).isTrue());
    }

    @Test
    void the_node_learns_of_a_place_immediately_while_others_of_the_batch_wait_for_numbers() {
        SalePolicy policy = redis.open(0, 1);
        AtomicInteger asked = new AtomicInteger();
        NumberBlocks onlyOne = new NumberBlocks() {
            @Override
            public Mono<Block> next(SaleId sale) {
                return asked.getAndIncrement() == 0 ? redis.blocks().next(sale) : Mono.never();
            }

            @Override
            public Mono<Block> nextEpoch(SaleId sale) {
                return redis.blocks().nextEpoch(sale);
            }
        };
        List<String> placed = new CopyOnWriteArrayList<>();
        JoinBatches batches = new JoinBatches(
                redis.scripts(),
                onlyOne,
                redis.sales(),
                redis.bean(LineControl.class),
                (sale, fan, place, ahead) -> placed.add(fan.value() + ' ' + ahead));

        List<Request> requests = IntStream.rangeClosed(0, 2 * BLOCK_SIZE)
                .mapToObj(i -> new Request(new FanId("fan-" + i), WaitingLine.NO_KEY))
                .toList();
        Disposable join = batches.join(policy.sale(), requests).subscribe();

        await().untilAsserted(() -> assertThat(asked).hasValueGreaterThan(1));
        assertThat(placed).hasSizeGreaterThanOrEqualTo(BLOCK_SIZE).startsWith("fan-0 0", "fan-1 1");
        join.dispose();
    }
}
