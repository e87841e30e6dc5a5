package io.onsale.queue.line.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmitOutcome;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.admission.Insiders;
import io.onsale.queue.line.AbsenceReports;
import io.onsale.queue.line.EndedPlaces;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.Receipt;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.pass.ClaimOutcome;
import io.onsale.queue.pass.ClaimPass;
import io.onsale.queue.pass.Claims;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.Refresh;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SalePolicy.Limits;
import io.onsale.queue.sale.SaleState;
import io.onsale.queue.sale.Sales.Change;
import io.onsale.queue.testing.LineModel;
import io.onsale.queue.testing.LineOnRedis;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A random history, applied to both the scripts and the model: single joins and batches, claims, endings, absences, passing time, policies,
 * pauses, receipts, another Redis process, and the loss of all data. After every step both must have the same places, equal to the
 * millisecond, and the invariants must hold: I1 (capacity), I2 (unique numbers, calls in their order), I3 (no fan with a receipt loses the
 * place).
 */
final class LineHistory {
    static final int BLOCK_SIZE = 7; // so that blocks run out
    private static final int STEPS = 40;
    private static final int FANS = 10;
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final List<String> TOTALS = List.of(
            "joined", "called", "admitted", "served", "missed", "left", "expired", "absent", "restored", "abandoned");

    private final LineOnRedis redis;
    private final LineModel model;
    private final long seed;
    private final Random random;
    private final List<String> steps = new ArrayList<>();
    private final Set<Long> numbers = new HashSet<>();
    private final Map<FanId, Receipt> receipts = new HashMap<>();
    private long joined; // since the last loss of all data
    private SalePolicy policy;

    LineHistory(LineOnRedis redis, long seed) {
        this.redis = redis;
        this.seed = seed;
        this.random = new Random(seed);
        this.model = new LineModel(redis.now(), BLOCK_SIZE);
        this.policy = redis.open(random.nextInt(5), 1 + random.nextInt(40));
        model.open(policy);
        model.letTimePass(Duration.ofSeconds(1));
    }

    void play() {
        compare();
        for (int i = 0; i < STEPS; i++) {
            step();
            compare();
        }
        checkLog();
        checkTotals();
        redis.wipe(sale()); // so that it does not disturb the other histories
    }

    private String history() {
        return "seed " + seed + " after " + steps;
    }

    private void compare() {
        assertThat(redis.places(sale())).as(this::history).isEqualTo(model.places(sale()));
    }

    private void step() {
        FanId fan = new FanId("fan-" + random.nextInt(FANS));
        int dice = random.nextInt(100);
        if (dice < 25) {
            join(List.of(fan));
        } else if (dice < 30) {
            join(random.ints(2 + random.nextInt(8), 0, FANS)
                    .mapToObj(i -> new FanId("fan-" + i))
                    .toList());
        } else if (dice < 45) {
            claim(fan);
        } else if (dice < 52) {
            end(fan, Ending.LEFT);
        } else if (dice < 58) {
            end(fan, Ending.SERVED);
        } else if (dice < 72) {
            admit();
        } else if (dice < 78) {
            presence(fan);
        } else if (dice < 89) {
            letTimePass();
        } else if (dice < 93) {
            changePolicy();
        } else if (dice < 96) {
            restore(fan);
        } else if (dice < 98) {
            extend(fan);
        } else {
            disaster();
        }
    }

    /** Joins all fans concurrently; they share script calls as they arrive. */
    private void join(List<FanId> fans) {
        String key = random.nextInt(4) > 0
                ? WaitingLine.NO_KEY // a repeated key would not bring a fan back into the line
                : "k" + random.nextInt(2) + "." + (random.nextInt(4) == 0 ? "b" : "");
        steps.add("join " + fans + " " + key);
        List<JoinOutcome> theirs = get(Flux.fromIterable(fans)
                .flatMapSequential(fan -> port(WaitingLine.class).join(sale(), fan, key), fans.size())
                .collectList());
        for (int i = 0; i < fans.size(); i++) {
            assertThat(theirs.get(i))
                    .as(this::history)
                    .isEqualTo(model.join(sale(), fans.get(i), key).block());
            remember(fans.get(i), theirs.get(i));
        }
        same(port(WaitingLine.class).find(sale(), fans.getFirst()), model.find(sale(), fans.getFirst()));
    }

    private void remember(FanId fan, JoinOutcome outcome) {
        if (outcome instanceof JoinOutcome.Joined joined) {
            assertThat(numbers.add(joined.place().number()))
                    .as("I2: %s", history())
                    .isTrue();
            receipts.put(fan, Receipt.of(joined.place()));
            this.joined++;
        }
    }

    private void claim(FanId fan) {
        steps.add("claim " + fan);
        ClaimPass ours = new ClaimPass(port(Claims.class), port(Insiders.class));
        ClaimOutcome theirs = get(ours.claim(sale(), fan));
        String pass = theirs instanceof ClaimOutcome.Admitted admitted
                ? admitted.place().passId()
                : "none";
        assertThat(theirs)
                .as(this::history)
                .isEqualTo(model.claim(sale(), fan, pass).block());
    }

    private void end(FanId fan, Ending ending) {
        long meant = meant(fan);
        steps.add(ending + " " + fan + " of " + meant);
        same(port(WaitingLine.class).end(sale(), fan, ending, meant), model.end(sale(), fan, ending, meant));
    }

    /** Usually any place; sometimes exactly the current one, or an earlier one. */
    private long meant(FanId fan) {
        Place place = redis.places(sale()).get(fan.value());
        int choice = random.nextInt(4);
        if (place == null || choice < 2) {
            return Place.ANY;
        }
        return place.joinedAtMs() - (choice == 2 ? 0 : 1);
    }

    private void admit() {
        int byHand = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
        steps.add("admit " + byHand);
        Map<String, Place> before = redis.places(sale());
        same(port(Gate.class).admit(sale(), byHand), model.admit(sale(), byHand));
        checkOrder(before, redis.places(sale()));
    }

    private void presence(FanId fan) {
        boolean gone = random.nextInt(3) > 0;
        steps.add((gone ? "gone " : "back ") + fan);
        List<FanId> fans = List.of(fan);
        port(AbsenceReports.class)
                .report(sale(), gone ? fans : List.of(), gone ? List.of() : fans)
                .block(LineOnRedis.TIMEOUT);
        model.report(sale(), gone ? fans : List.of(), gone ? List.of() : fans).block();
    }

    private void letTimePass() {
        Duration time = Duration.ofMillis(
                switch (random.nextInt(4)) {
                    case 0 -> random.nextInt(1_000);
                    case 1 -> 10_000;
                    case 2 -> 46_000;
                    default -> 601_000;
                });
        steps.add("pass " + time);
        redis.letTimePass(time);
        model.letTimePass(time);
    }

    private void changePolicy() {
        if (random.nextBoolean()) {
            SaleState state = random.nextInt(3) == 0 ? SaleState.DRAINING : SaleState.PAUSED;
            obey(policy.in(policy.state() == SaleState.RUNNING ? state : SaleState.RUNNING, "because", redis.now()));
        } else {
            obey(policy.with(new Limits(
                    random.nextInt(5),
                    random.nextInt(41),
                    Duration.ofSeconds(45),
                    Duration.ofMinutes(10),
                    random.nextInt(3) == 0 ? Refresh.TO_BACK : Refresh.KEEP,
                    Duration.ofSeconds(random.nextInt(4) == 0 ? 0 : 60),
                    0)));
        }
    }

    private void obey(SalePolicy next) {
        steps.add("policy " + next.state() + " " + next.limits());
        redis.sales()
                .change(new Change(redis.now(), "boss", "test", "", policy, next))
                .block();
        policy = next;
        port(LineControl.class).apply(policy).block(LineOnRedis.TIMEOUT);
        model.open(policy);
    }

    private void extend(FanId fan) {
        long meant = meant(fan);
        steps.add("extend " + fan + " of " + meant);
        Duration time = Duration.ofMinutes(5 + random.nextInt(10));
        Long theirs = port(Gate.class).extend(sale(), fan, meant, time).block(LineOnRedis.TIMEOUT);
        assertThat(theirs)
                .as(this::history)
                .isEqualTo(model.extend(sale(), fan, meant, time).block());
        if (theirs != null) {
            port(Insiders.class).extend(sale(), fan, theirs).block();
        }
    }

    private @Nullable JoinOutcome restore(FanId fan) {
        Receipt receipt = receipts.get(fan);
        if (receipt == null) {
            return null;
        }
        steps.add("restore " + fan + " " + receipt);
        JoinOutcome theirs =
                get(port(WaitingLine.class).restore(sale(), fan, receipt, receipt.registration(), WaitingLine.NO_KEY));
        assertThat(theirs)
                .as(this::history)
                .isEqualTo(model.restore(sale(), fan, receipt, receipt.registration(), WaitingLine.NO_KEY)
                        .block());
        return theirs;
    }

    /** Another Redis process takes over, with all data or without any. */
    private void disaster() {
        redis.copyLog(sale());
        boolean all = random.nextBoolean();
        steps.add(all ? "lose everything" : "new server");
        Map<String, Place> before = redis.places(sale());
        List<Insiders.Insider> insiders = get(port(Insiders.class).of(sale()));
        if (all) {
            redis.wipe(sale());
            joined = 0;
            model.lose(sale(), QUIET);
        } else {
            redis.replaceServer();
            model.moveOn(sale());
        }
        assertThat(get(port(Gate.class).admit(sale()))).isInstanceOf(AdmitOutcome.NoLine.class);
        FanId fan = new FanId("fan-" + random.nextInt(FANS));
        refuses(fan);
        refuses(port(WaitingLine.class).restore(sale(), fan, new Receipt(1, 1, 0), 1, WaitingLine.NO_KEY));
        port(LineControl.class).open(policy).block(LineOnRedis.TIMEOUT);
        refuses(fan);
        join(List.of(new FanId("late-" + steps.size()))); // has no earlier place
        AdmitOutcome.Rebuilding after =
                (AdmitOutcome.Rebuilding) same(port(Gate.class).admit(sale()), model.admit(sale()));
        port(Gate.class).rebuild(sale(), after.epoch(), insiders).block(LineOnRedis.TIMEOUT);
        model.rebuild(sale(), after.epoch(), insiders).block();
        if (all) {
            everybodyComesBack(before);
        }
    }

    /** Requests that depend on who is inside are refused until that is certain. */
    private void refuses(FanId fan) {
        steps.add("refuse " + fan);
        refuses(new ClaimPass(port(Claims.class), port(Insiders.class)).claim(sale(), fan));
        refuses(port(WaitingLine.class).end(sale(), fan, Ending.LEFT));
        refuses(port(Gate.class).extend(sale(), fan, Place.ANY, Duration.ofMinutes(5)));
    }

    private void refuses(Mono<?> call) {
        assertThatThrownBy(() -> call.block(LineOnRedis.TIMEOUT))
                .as(this::history)
                .isInstanceOf(Unavailable.class);
    }

    /** I3: waiting fans get their old numbers back, in the old order; pass holders are inside; ended places are known to have ended. */
    private void everybodyComesBack(Map<String, Place> before) {
        before.forEach((fan, place) -> {
            assertThat(get(port(EndedPlaces.class).find(sale(), new FanId(fan), place.registration())))
                    .as(this::history)
                    .isEqualTo(place.state().isLive() ? EndedPlaces.State.NOT_ENDED : EndedPlaces.State.ENDED);
            if (place.state() == PlaceState.ADMITTED) {
                assertThat(redis.places(sale()).get(fan)).as(this::history).isEqualTo(place);
            } else if (place.state().isLive() && policy.state() != SaleState.CLOSED) {
                restore(new FanId(fan));
                assertThat(Objects.requireNonNull(redis.places(sale()).get(fan)).number())
                        .as("I3: %s", history())
                        .isEqualTo(place.number());
            }
        });
        compare();
    }

    /** Queries both and compares the results. */
    private <T> T same(Mono<T> theirs, Mono<T> ours) {
        T actual = get(theirs);
        assertThat(actual).as(this::history).isEqualTo(ours.block());
        return actual;
    }

    /** I1 for all calls. Lowering the capacity evicts nobody, so it is checked only when a fan is called. */
    private void checkLog() {
        Set<String> inside = new HashSet<>();
        long capacity = 0;
        for (Map<String, String> body : log()) {
            String fan = body.getOrDefault("f", "");
            switch (Objects.requireNonNull(body.get("k"))) {
                case "CAPACITY" -> capacity = Long.parseLong(body.getOrDefault("v", "0"));
                case "EPOCH" -> inside.clear();
                case "ENDED" -> inside.remove(fan);
                case "ADMITTED" -> inside.add(fan);
                case "READY" -> {
                    inside.add(fan);
                    assertThat(inside.size() <= capacity || "REBUILT".equals(body.get("r")))
                            .as("I1: %s", history())
                            .isTrue();
                }
                default -> {}
            }
        }
    }

    private List<Map<String, String>> log() {
        return redis.redis().xrange(LineKeys.of(sale()).log(), Range.unbounded()).stream()
                .map(StreamMessage::getBody)
                .toList();
    }

    /** The operator's totals match the log: each place once, without those only restored by a rebuild. */
    private void checkTotals() {
        Map<String, Long> expected = new HashMap<>(Map.of("joined", joined));
        log().forEach(entry -> {
            expected.merge(total(entry), 1L, Long::sum);
            if ("LEFT".equals(entry.get("k")) && "LEFT".equals(entry.get("r"))) {
                expected.merge("abandoned", 1L, Long::sum);
            }
        });
        Map<String, String> control = redis.redis().hgetall(LineKeys.of(sale()).control());
        for (String total : TOTALS) {
            assertThat(Long.parseLong(control.getOrDefault(total, "0")))
                    .as(() -> total + ": " + history())
                    .isEqualTo(expected.getOrDefault(total, 0L));
        }
    }

    private static String total(Map<String, String> entry) {
        String reason = entry.getOrDefault("r", "");
        return switch (Objects.requireNonNull(entry.get("k"))) {
            case "READY" -> reason.equals("REBUILT") ? "" : "called";
            case "ADMITTED" -> reason.equals("REBUILT") ? "" : "admitted";
            case "RESTORED" -> reason.equals("REENTRY") ? "" : "restored";
            case "ENDED", "LEFT" -> reason.toLowerCase(Locale.ROOT);
            default -> "";
        };
    }

    /** I2: the fans called had the lowest numbers of all waiting fans, and were called in that order. */
    private void checkOrder(Map<String, Place> before, Map<String, Place> after) {
        long lowestWaiting = after.values().stream()
                .filter(place -> place.state() == PlaceState.WAITING)
                .map(Place::number)
                .min(Comparator.naturalOrder())
                .orElse(Long.MAX_VALUE);
        after.forEach((fan, place) -> {
            Place was = before.get(fan);
            if (was != null && was.state() == PlaceState.WAITING && place.state() == PlaceState.READY) {
                assertThat(place.number()).as("I2: %s", history()).isLessThan(lowestWaiting);
            }
        });
    }

    private static <T> T get(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(LineOnRedis.TIMEOUT));
    }

    private SaleId sale() {
        return policy.sale();
    }

    private <T> T port(Class<T> type) {
        return redis.bean(type);
    }
}
