package io.onsale.queue.line.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.admission.AdmitOutcome.Called;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.line.EndOutcome;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.pass.ClaimOutcome;
import io.onsale.queue.pass.Claims;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SaleState;
import io.onsale.queue.testing.LineModel;
import io.onsale.queue.testing.LineOnRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/**
 * Random histories, played to the scripts and to the model: both must say the same all the time, and the invariants I1 (capacity) and I2
 * (unique numbers, admission in their order) must hold after every step. {@code -Donsale.seed=…} plays one history again.
 */
class LineSimulationTest {
    private static final int SEEDS = 60;
    private static final int STEPS = 120;
    private static final int FANS = 12;
    private static final int RATE =
            10_000; // not what is tested here: the budget's clock runs in the one and jumps in the other

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    private static @Nullable LineOnRedis connected;

    @BeforeAll
    static void connect() {
        connected = new LineOnRedis(server.url(), 7);
    }

    @AfterAll
    static void close() {
        Objects.requireNonNull(connected).close();
    }

    static LongStream seeds() {
        Long one = Long.getLong("onsale.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void the_scripts_do_what_the_model_does(long seed) {
        new History(Objects.requireNonNull(connected), seed).play();
    }

    private static final class History {
        private final LineOnRedis redis;
        private final LineModel model = new LineModel();
        private final Random random;
        private final List<String> steps = new ArrayList<>();
        private final Set<Long> numbers = new HashSet<>();
        private SalePolicy policy;

        History(LineOnRedis redis, long seed) {
            this.redis = redis;
            this.random = new Random(seed);
            this.policy = redis.open(random.nextInt(5), RATE);
            model.open(policy);
            model.letTimePass(Duration.ofSeconds(1));
        }

        void play() {
            for (int i = 0; i < STEPS; i++) {
                step();
                assertThat(summary(redis.places(sale())))
                        .as("after %s", steps)
                        .isEqualTo(summary(model.places(sale())));
                checkCapacity();
            }
        }

        private void step() {
            FanId fan = new FanId("fan-" + random.nextInt(FANS));
            int dice = random.nextInt(100);
            if (dice < 35) {
                join(fan);
            } else if (dice < 55) {
                claim(fan);
            } else if (dice < 65) {
                end(fan, Ending.LEFT);
            } else if (dice < 75) {
                end(fan, Ending.SERVED);
            } else if (dice < 88) {
                admit();
            } else if (dice < 95) {
                letTimePass();
            } else {
                changePolicy();
            }
        }

        private void join(FanId fan) {
            steps.add("join " + fan);
            JoinOutcome theirs = same(port(WaitingLine.class).join(sale(), fan), model.join(sale(), fan));
            if (theirs instanceof JoinOutcome.Joined joined) {
                assertThat(numbers.add(joined.place().number()))
                        .as("number is new after %s", steps)
                        .isTrue();
            }
            same(port(WaitingLine.class).find(sale(), fan), model.find(sale(), fan));
        }

        private void claim(FanId fan) {
            steps.add("claim " + fan);
            same(
                    port(Claims.class).claim(sale(), fan, "p" + steps.size()),
                    model.claim(sale(), fan, "p" + steps.size()));
        }

        private void end(FanId fan, Ending ending) {
            steps.add(ending + " " + fan);
            same(port(WaitingLine.class).end(sale(), fan, ending), model.end(sale(), fan, ending));
        }

        private void admit() {
            steps.add("admit");
            Map<String, Place> before = redis.places(sale());
            same(port(Gate.class).admit(sale()), model.admit(sale()));
            checkOrder(before, redis.places(sale()));
        }

        private void letTimePass() {
            Duration time = Duration.ofSeconds(random.nextInt(2) == 0 ? 50 : 700);
            steps.add("pass " + time);
            redis.letTimePass(sale(), time);
            model.letTimePass(time);
        }

        private void changePolicy() {
            SaleState state = random.nextInt(4) == 0
                    ? SaleState.values()[random.nextInt(3)] // all but CLOSED, which would end the history
                    : SaleState.RUNNING;
            int capacity = random.nextInt(5);
            steps.add("policy " + state + " " + capacity);
            policy = new SalePolicy(
                    sale(),
                    policy.version() + 1,
                    state,
                    "because",
                    policy.lobbyOpensAt(),
                    policy.opensAt(),
                    policy.closesAt(),
                    policy.order(),
                    capacity,
                    RATE,
                    policy.claimWindow(),
                    policy.lease());
            port(LineControl.class).apply(policy).block(LineOnRedis.TIMEOUT);
            model.open(policy);
        }

        /** Asks both and compares what does not depend on the clock. */
        private <T> T same(Mono<T> theirs, Mono<T> ours) {
            T actual = Objects.requireNonNull(theirs.block(LineOnRedis.TIMEOUT));
            T expected = Objects.requireNonNull(ours.block());
            assertThat(gist(actual)).as("answer to %s", steps).isEqualTo(gist(expected));
            return actual;
        }

        private static Object gist(Object outcome) {
            return switch (outcome) {
                case JoinOutcome.Joined o -> "joined " + summary(o.place()) + " behind " + o.ahead();
                case JoinOutcome.Present o -> "present " + summary(o.place()) + " behind " + o.ahead();
                case FindOutcome.Found o -> "found " + summary(o.place()) + " behind " + o.ahead();
                case EndOutcome.Ended o -> "ended " + summary(o.place());
                case EndOutcome.Same o -> "same " + summary(o.place());
                case ClaimOutcome.Admitted o -> "admitted " + o.passId();
                case Called o -> o;
                default -> outcome;
            };
        }

        private static Map<String, String> summary(Map<String, Place> places) {
            Map<String, String> summary = new TreeMap<>();
            places.forEach((fan, place) -> summary.put(fan, summary(place)));
            return summary;
        }

        private static String summary(Place place) {
            return place.state() + " " + place.number() + " " + place.passId();
        }

        /** I1. Lowering the capacity evicts nobody, so only a call may find it exceeded. */
        private void checkCapacity() {
            long inside = 0;
            long capacity = 0;
            for (var message : redis.redis()
                    .xrange(io.onsale.queue.line.LineKeys.of(sale()).log(), io.lettuce.core.Range.unbounded())) {
                switch (Objects.requireNonNull(message.getBody().get("k"))) {
                    case "CAPACITY" ->
                        capacity = Long.parseLong(message.getBody().getOrDefault("v", "0"));
                    case "ENDED" -> inside--;
                    case "READY" -> {
                        inside++;
                        assertThat(inside).as("I1 after %s", steps).isLessThanOrEqualTo(capacity);
                    }
                    default -> {}
                }
            }
        }

        /** I2: nobody who still waits has a lower number than one who was just called. */
        private void checkOrder(Map<String, Place> before, Map<String, Place> after) {
            long lowestWaiting = after.values().stream()
                    .filter(place -> place.state() == PlaceState.WAITING)
                    .mapToLong(Place::number)
                    .min()
                    .orElse(Long.MAX_VALUE);
            after.forEach((fan, place) -> {
                Place was = before.get(fan);
                if (was != null && was.state() == PlaceState.WAITING && place.state() == PlaceState.READY) {
                    assertThat(place.number()).as("I2 after %s", steps).isLessThan(lowestWaiting);
                }
            });
        }

        private SaleId sale() {
            return policy.sale();
        }

        private <T> T port(Class<T> type) {
            return redis.bean(type);
        }
    }
}
