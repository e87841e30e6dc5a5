package io.onsale.queue.testing;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmissionLog;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SaleState;
import io.onsale.queue.sale.Sales;
import io.onsale.service.redis.Scripts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the line in Redis needs around it, without Spring and without Postgres. */
public final class LineOnRedis implements AutoCloseable {
    public static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final Map<SaleId, SalePolicy> policies = new ConcurrentHashMap<>();
    private final Map<SaleId, AtomicLong> epochs = new ConcurrentHashMap<>();
    private final Map<SaleId, AtomicLong> numbers = new ConcurrentHashMap<>();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final int blockSize;

    /** @param blockSize small ones make blocks run out often */
    public LineOnRedis(String url, int blockSize) {
        this.client = RedisClient.create(url);
        this.connection = client.connect();
        this.blockSize = blockSize;
        context.registerBean(Scripts.class, this::scripts);
        context.registerBean(NumberBlocks.class, this::blocks);
        context.registerBean(Sales.class, this::sales);
        context.registerBean(
                SaleBook.class, () -> new SaleBook(sales(), Clock.systemUTC())); // empty: its loops have no work
        context.registerBean(Receipts.class, () -> new Receipts(new byte[32]));
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean(AdmissionLog.class, () -> (sale, source) -> Mono.just(AdmissionLog.Copied.NOTHING));
        context.scan(
                "io.onsale.queue.line.redis",
                "io.onsale.queue.admission.redis",
                "io.onsale.queue.pass.redis",
                "io.onsale.queue.sale.redis",
                "io.onsale.queue.progress.redis");
        context.refresh();
    }

    /** A port by its adapter, e.g. {@code WaitingLine.class}. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Scripts scripts() {
        return new Scripts(connection.reactive());
    }

    /** To look behind the scripts' back, and to let time pass by moving deadlines. */
    public RedisCommands<String, String> redis() {
        return connection.sync();
    }

    /** A sale that is open now, with its line set up and half a second's worth of admissions to spend. */
    public SalePolicy open(int capacity, int admissionsPerSecond) {
        Instant now = Instant.now();
        SalePolicy policy = add(
                now.minusSeconds(10),
                now.minusSeconds(5),
                now.plus(Duration.ofDays(365)),
                capacity,
                admissionsPerSecond);
        bean(LineControl.class).open(policy).block(TIMEOUT);
        letTimePass(policy.sale(), Duration.ofSeconds(1));
        return policy;
    }

    /** Moves all that the scripts hold against the clock into the past. */
    public void letTimePass(SaleId sale, Duration time) {
        LineKeys keys = LineKeys.of(sale);
        for (String field : List.of("lobby_at", "opens_at", "closes_at", "budget_at")) {
            redis().hincrby(keys.control(), field, -time.toMillis());
        }
        for (String zset : List.of(keys.ready(), keys.inside())) {
            redis().zrange(zset, 0, -1).forEach(fan -> redis().zincrby(zset, -time.toMillis(), fan));
        }
        redis().hgetall(keys.places()).forEach((fan, place) -> {
            String[] words = place.split(" ");
            long deadline = Long.parseLong(words[4]);
            words[4] = Long.toString(deadline == 0 ? 0 : deadline - time.toMillis());
            redis().hset(keys.places(), fan, String.join(" ", words));
        });
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
        SalePolicy policy = new SalePolicy(
                SaleId.next(),
                1,
                SaleState.RUNNING,
                "",
                lobby,
                opens,
                closes,
                LineOrder.ARRIVAL,
                capacity,
                admissionsPerSecond,
                Duration.ofSeconds(45),
                Duration.ofMinutes(10));
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
            public Mono<Boolean> change(Change change) {
                return Mono.fromSupplier(
                        () -> policies.replace(change.after().sale(), change.before(), change.after()));
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
        connection.close();
        client.shutdown();
    }
}
