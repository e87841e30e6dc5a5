package io.onsale.queue.testing;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmissionLog;
import io.onsale.queue.admission.Insiders;
import io.onsale.queue.line.DrawnNumbers;
import io.onsale.queue.line.EndedPlaces;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.place.ShowPlace;
import io.onsale.queue.presence.AbsenceDetectors;
import io.onsale.queue.replica.LineReplicas;
import io.onsale.queue.replica.ReplicaUpdates;
import io.onsale.queue.sale.FinishedSales;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SalePolicy.Limits;
import io.onsale.queue.sale.SalePolicy.Times;
import io.onsale.queue.sale.Sales;
import io.onsale.queue.stream.OpenStreams;
import io.onsale.service.loop.Loop;
import io.onsale.service.redis.Scripts;
import io.onsale.service.testing.RedisLink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The line in Redis with everything it needs, without the Spring Boot service and without Postgres. Its clock moves only when the test says
 * so. What would be in Postgres is kept in memory, and survives the loss of the line as Postgres does.
 */
public final class LineOnRedis implements AutoCloseable {
    private static final int STREAMS_MAX = 10_000;
    public static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final RedisLink link;
    private final RedisClusterReactiveCommands<String, String> commands;
    private final Map<SaleId, SalePolicy> policies = new ConcurrentHashMap<>();
    private final Map<SaleId, AtomicLong> epochs = new ConcurrentHashMap<>();
    private final Map<SaleId, AtomicLong> numbers = new ConcurrentHashMap<>();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Map<SaleId, Map<FanId, Place>> inside = new ConcurrentHashMap<>();
    private final Map<SaleId, Map<FanId, List<Move>>> moves = new ConcurrentHashMap<>();
    private final LongAdder calls = new LongAdder();
    private final int blockSize;
    private volatile @Nullable Instant lastSeen; // last value of the line's clock

    /** @param blockSize numbers per block; small blocks run out often */
    public LineOnRedis(String url, int blockSize) {
        this(url, blockSize, UnaryOperator.identity());
    }

    /** @param change applied to each script before it runs, to make a mutant */
    public LineOnRedis(String url, int blockSize, UnaryOperator<String> change) {
        this.link = RedisLink.to(url);
        this.blockSize = blockSize;
        this.commands = ClockedRedis.over(link, change, calls);
        if (redis().exists(ClockedRedis.CLOCK) == 0) {
            startClock();
        }
        lastSeen = now();
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.registerBean(Scripts.class, this::scripts);
        context.registerBean(NumberBlocks.class, this::blocks);
        context.registerBean(Sales.class, this::sales);
        context.registerBean(SaleBook.class, () -> new SaleBook(sales(), clock()));
        context.registerBean(FinishedSales.class, () -> (last, before) -> Flux.empty());
        context.registerBean(Clock.class, this::clock);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of("onsale.receipt.secret", Base64.getEncoder().encodeToString(new byte[32]))));
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean(Insiders.class, this::insiders);
        context.registerBean(
                EndedPlaces.class,
                () -> (sale, fan, registration) -> Mono.fromSupplier(() ->
                        hasEnded(sale, fan, registration) ? EndedPlaces.State.ENDED : EndedPlaces.State.NOT_ENDED));
        context.registerBean(DrawnNumbers.class, this::noDraws);
        context.registerBean(AdmissionLog.class, () -> (sale, source) -> Mono.just(AdmissionLog.Copied.NOTHING));
        context.registerBean(
                OpenStreams.class,
                () -> new OpenStreams(context.getBean(AbsenceDetectors.class), STREAMS_MAX, new SimpleMeterRegistry()));
        context.registerBean(
                ShowPlace.class,
                () -> new ShowPlace(
                        context.getBean(WaitingLine.class),
                        context.getBean(LineReplicas.class),
                        context.getBean(ReplicaUpdates.class),
                        true));
        context.scan(
                "io.onsale.queue.line.redis",
                "io.onsale.queue.admission.redis",
                "io.onsale.queue.pass.redis",
                "io.onsale.queue.presence.wiring",
                "io.onsale.queue.replica.redis");
        context.refresh();
        context.getBeansOfType(Loop.class).values().forEach(Loop::stop); // tests tick themselves
    }

    /** The adapter of a port, e.g. {@code WaitingLine.class}. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Scripts scripts() {
        return new Scripts(commands);
    }

    /** The number of commands sent, without those of {@link #redis}. */
    public long calls() {
        return calls.sum();
    }

    /** A connection for tests to inspect and change data directly. */
    public RedisClusterCommands<String, String> redis() {
        return link.sync();
    }

    /** A sale that is open now, with its line set up and a budget of admissions for a quarter of a second. */
    public SalePolicy open(int capacity, int admissionsPerSecond) {
        Instant now = now();
        SalePolicy policy = add(
                now.minusSeconds(10),
                now.minusSeconds(5),
                now.plus(Duration.ofDays(365)),
                capacity,
                admissionsPerSecond);
        bean(LineControl.class).open(policy).block(TIMEOUT);
        letTimePass(Duration.ofSeconds(1));
        return policy;
    }

    /** The line's clock, for code that uses a node's clock. Does not query Redis, because Redis threads may read it. */
    public Clock clock() {
        InstantSource line = () -> Objects.requireNonNull(lastSeen);
        return line.withZone(ZoneOffset.UTC);
    }

    private void startClock() {
        setClock(System.currentTimeMillis());
        redis().set(ClockedRedis.INFO, "run_id:1");
    }

    private void setClock(long ms) {
        lastSeen = Instant.ofEpochMilli(ms);
        redis().hset(ClockedRedis.CLOCK, Map.of("s", Long.toString(ms / 1000), "us", Long.toString(ms % 1000 * 1000)));
    }

    /** The time of the line's clock. */
    public Instant now() {
        List<String> time = redis().hmget(ClockedRedis.CLOCK, "s", "us").stream()
                .map(KeyValue::getValue)
                .toList();
        return Instant.ofEpochSecond(Long.parseLong(time.get(0)), Long.parseLong(time.get(1)) * 1000);
    }

    /** Moves the clock, which all sales share. */
    public void letTimePass(Duration time) {
        setClock(now().plus(time).toEpochMilli());
    }

    /** From now on it is another Redis process, with all data of the previous one. */
    public void replaceServer() {
        redis().set(ClockedRedis.INFO, "run_id:" + Integer.toHexString((int) (redis().incr("test:servers") + 1)));
    }

    /** The data of the sale's line that a Redis replica would have if it became the master now. */
    public Map<String, byte[]> replica(SaleId sale) {
        Map<String, byte[]> dump = new TreeMap<>();
        for (String key : redis().keys("q:{" + sale.value() + "}:*")) {
            dump.put(key, redis().dump(key));
        }
        return dump;
    }

    /** The Redis replica becomes the master: everything written since is lost. */
    public void failOver(SaleId sale, Map<String, byte[]> replica) {
        wipe(sale);
        replica.forEach((key, value) -> redis().restore(key, 0, value));
    }

    /** Deletes the sale's line. */
    public void wipe(SaleId sale) {
        LineKeys keys = LineKeys.of(sale);
        redis().del(
                        keys.control(),
                        keys.places(),
                        keys.line(),
                        keys.ready(),
                        keys.inside(),
                        keys.lobby(),
                        keys.absent(),
                        keys.log(),
                        keys.joins());
        replaceServer();
    }

    /** Does the work of the log copier: records which places have ended. */
    public void copyLog(SaleId sale) {
        for (StreamMessage<String, String> entry :
                redis().xrange(LineKeys.of(sale).log(), Range.unbounded())) {
            Map<String, String> body = entry.getBody();
            String name = body.getOrDefault("f", "");
            FanId fan = new FanId(name.isEmpty() ? "nobody" : name);
            long registration = Long.parseLong(body.getOrDefault("g", "0"));
            String kind = Objects.requireNonNull(body.get("k"));
            if (!kind.equals("ABSENT")) {
                moves(sale, fan).add(new Move(registration, kind.equals("ENDED") || kind.equals("LEFT")));
            }
            if (kind.equals("ENDED") && !"MISSED".equals(body.get("r"))) {
                inside(sale).computeIfPresent(fan, (id, place) -> place.registration() == registration ? null : place);
            }
        }
    }

    /** A log entry about a place. */
    private record Move(long registration, boolean ends) {}

    private List<Move> moves(SaleId sale, FanId fan) {
        return moves.computeIfAbsent(sale, id -> new ConcurrentHashMap<>())
                .computeIfAbsent(fan, id -> new CopyOnWriteArrayList<>());
    }

    private boolean hasEnded(SaleId sale, FanId fan, long registration) {
        boolean ended = false;
        boolean laterEnded = false;
        for (Move move : moves(sale, fan)) {
            ended = move.registration() == registration ? move.ends() : ended;
            laterEnded = move.registration() >= registration ? move.ends() : laterEnded;
        }
        return ended || laterEnded;
    }

    private Map<FanId, Place> inside(SaleId sale) {
        return inside.computeIfAbsent(sale, id -> new ConcurrentHashMap<>());
    }

    private Insiders insiders() {
        return new Insiders() {
            @Override
            public Mono<Void> add(SaleId sale, FanId fan, Place admitted) {
                return Mono.fromRunnable(() -> inside(sale).put(fan, admitted));
            }

            @Override
            public Mono<Void> extend(SaleId sale, FanId fan, long leaseEnd) {
                return Mono.fromRunnable(() ->
                        inside(sale).computeIfPresent(fan, (id, place) -> place.in(PlaceState.ADMITTED, leaseEnd)));
            }

            @Override
            public Mono<List<Insider>> of(SaleId sale) {
                return Mono.fromSupplier(() -> inside(sale).entrySet().stream()
                        .map(entry -> new Insider(entry.getKey(), entry.getValue()))
                        .toList());
            }
        };
    }

    private DrawnNumbers noDraws() {
        return new DrawnNumbers() {
            @Override
            public Mono<Long> drawn(SaleId sale, long registration) {
                return Mono.empty();
            }

            @Override
            public Mono<Long> registrations(SaleId sale) {
                return Mono.empty();
            }

            @Override
            public Mono<Long> number(SaleId sale, FanId fan, long registration) {
                return Mono.empty();
            }
        };
    }

    /** All places, by fan. */
    public Map<String, Place> places(SaleId sale) {
        Map<String, Place> places = new TreeMap<>();
        redis().hgetall(LineKeys.of(sale).places()).forEach((fan, text) -> places.put(fan, Place.parse(text)));
        return places;
    }

    /** The log as {@code KIND:fan:REASON}, in order. */
    public List<String> log(SaleId sale) {
        return redis().xrange(LineKeys.of(sale).log(), Range.unbounded()).stream()
                .map(StreamMessage::getBody)
                .map(body -> body.get("k") + ':' + body.get("f") + ':' + body.get("r"))
                .toList();
    }

    public SalePolicy add(Instant lobby, Instant opens, Instant closes, int capacity, int admissionsPerSecond) {
        return add(SalePolicy.first(
                SaleId.next(),
                new Times(lobby, opens, closes),
                LineOrder.ARRIVAL,
                Limits.of(capacity, admissionsPerSecond)));
    }

    /** Adds the sale; its line is set up at its first use. */
    public SalePolicy add(SalePolicy policy) {
        policies.put(policy.sale(), policy);
        return policy;
    }

    public Sales sales() {
        return new Sales() {
            @Override
            public Mono<Void> add(NewSale sale) {
                return Mono.fromRunnable(
                        () -> policies.putIfAbsent(sale.policy().sale(), sale.policy()));
            }

            @Override
            public Mono<SalePolicy> find(SaleId sale) {
                return Mono.justOrEmpty(policies.get(sale));
            }

            @Override
            public Flux<SalePolicy> live(Instant closesAfter) {
                return Flux.fromIterable(policies.values());
            }

            @Override
            public Flux<Hidden> hidden(Instant now) {
                return Flux.empty();
            }

            @Override
            public Mono<ChangeOutcome> change(Change change) {
                return Mono.fromSupplier(() -> policies.replace(change.after().sale(), change.before(), change.after())
                        ? ChangeOutcome.WRITTEN
                        : ChangeOutcome.OUTDATED);
            }
        };
    }

    public NumberBlocks blocks() {
        return new NumberBlocks() {
            @Override
            public Mono<Block> next(SaleId sale) {
                return Mono.fromSupplier(() -> block(sale, epoch(sale).get()));
            }

            @Override
            public Mono<Block> nextEpoch(SaleId sale) {
                return Mono.fromSupplier(() -> block(sale, epoch(sale).incrementAndGet()));
            }
        };
    }

    private AtomicLong epoch(SaleId sale) {
        return epochs.computeIfAbsent(sale, id -> new AtomicLong());
    }

    private NumberBlocks.Block block(SaleId sale, long epoch) {
        long first = numbers.computeIfAbsent(sale, id -> new AtomicLong(1)).getAndAdd(blockSize);
        return new NumberBlocks.Block(epoch, first, first + blockSize - 1);
    }

    @Override
    public void close() {
        context.close();
        link.close();
    }
}
