package io.onsale.portone.webhook;

import io.netty.buffer.Unpooled;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Delivers webhooks: at once, then again after a random part (full jitter) of base, 4 base, 16 base … until a 2xx, a 410 or the last
 * attempt. Waiting webhooks are in memory only: after a crash they are lost and the shop has to reconcile, as with PortOne.
 */
public final class WebhookSender implements AutoCloseable {
    /** One immediate attempt and five retries, as at PortOne (which waits 1, 4, 16, 64, 256 minutes). */
    public static final int ATTEMPTS_MAX = 6;
    // deliveries at the same time: as many as a shop on one small machine handles beside its own load
    private static final int CONCURRENCY = 16;
    // webhooks not yet delivered, at about 0.5 kB each 5 MB; a receiver that is down for long does not get the newer
    // ones
    private static final int WAITING_MAX = 10_000;
    // a receiver should answer at once and work later
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(10);
    private static final int GONE = 410; // Standard Webhooks: stop sending this one
    private static final JsonMapper JSON = new JsonMapper();

    private record Delivery(Webhook webhook, byte[] body, int attempt, Sinks.Empty<Void> attempted) {
        Delivery next() {
            return new Delivery(webhook, body, attempt + 1, attempted);
        }
    }

    private final WebhookSecret secret;
    private final String storeId;
    private final Clock clock;
    private final Duration retryBase;
    private final Scheduler timer;
    private final Random random;
    private final ConnectionProvider connections;
    private final HttpClient http;
    private final AtomicReference<@Nullable URI> receiver;

    private final Queue<Delivery> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger draining = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Disposable.Composite tasks = Disposables.composite();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failedAttempts = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    public WebhookSender(
            WebhookSecret secret,
            @Nullable URI receiver,
            String storeId,
            Clock clock,
            long seed,
            Duration retryBase,
            Scheduler timer,
            LoopResources loops) {
        this.secret = secret;
        this.receiver = new AtomicReference<>(receiver);
        this.storeId = storeId;
        this.clock = clock;
        this.retryBase = retryBase;
        this.timer = timer;
        this.random = new Random(seed);
        this.connections = ConnectionProvider.create("portone-webhooks", CONCURRENCY);
        this.http = HttpClient.create(connections).runOn(loops).responseTimeout(ANSWER_WAIT);
    }

    /** Sets where webhooks go from now on; null = nowhere, and they are dropped. */
    public void sendTo(@Nullable URI url) {
        receiver.set(url);
    }

    /** Sends it now and repeats until it is delivered. The result completes after the first attempt, successful or not. */
    public Mono<Void> send(Webhook webhook) {
        Sinks.Empty<Void> attempted = Sinks.empty();
        if (receiver.get() == null || tasks.isDisposed()) {
            return Mono.empty();
        }
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            dropped.incrementAndGet();
            return Mono.empty();
        }
        enqueue(new Delivery(webhook, body(webhook), 1, attempted));
        return attempted.asMono();
    }

    public WebhookCounts counts() {
        return new WebhookCounts(
                delivered.get(), failedAttempts.get(), givenUp.get(), dropped.get(), Math.max(0, waiting.get()));
    }

    /** Ends deliveries in progress and drops waiting webhooks. */
    @Override
    public void close() {
        tasks.dispose();
        queue.clear();
        connections.dispose();
    }

    private void enqueue(Delivery delivery) {
        queue.add(delivery);
        drain();
    }

    /** Starts deliveries up to {@link #CONCURRENCY}. A thread that arrives while another one drains only makes that one loop again. */
    private void drain() {
        if (draining.getAndIncrement() != 0) {
            return;
        }
        int requests = 1;
        do {
            while (underWay.get() < CONCURRENCY) {
                Delivery delivery = queue.poll();
                if (delivery == null) {
                    break;
                }
                underWay.incrementAndGet();
                keepTask(attempt(delivery).doFinally(signal -> {
                    underWay.decrementAndGet();
                    delivery.attempted().tryEmitEmpty();
                    drain();
                }));
            }
            requests = draining.addAndGet(-requests);
        } while (requests != 0);
    }

    private Mono<Void> attempt(Delivery delivery) {
        URI url = receiver.get();
        if (url == null) {
            return Mono.fromRunnable(waiting::decrementAndGet);
        }
        return post(url, delivery)
                .map(Optional::of)
                .onErrorReturn(Optional.empty()) // unreachable, or no answer in time: treated like a 500
                .doOnNext(status -> settle(delivery, status))
                .then();
    }

    private Mono<Integer> post(URI url, Delivery delivery) {
        long seconds = clock.instant().getEpochSecond();
        String id = delivery.webhook().id();
        return http.headers(headers -> headers.set("content-type", "application/json")
                        .set("webhook-id", id)
                        .set("webhook-timestamp", seconds)
                        .set("webhook-signature", secret.sign(id, seconds, delivery.body())))
                .post()
                .uri(url)
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(delivery.body())))
                .responseSingle((response, body) ->
                        body.then(Mono.just(response.status().code())));
    }

    private void settle(Delivery delivery, Optional<Integer> status) {
        if (status.isPresent() && status.get() / 100 == 2) {
            delivered.incrementAndGet();
            waiting.decrementAndGet();
            return;
        }
        failedAttempts.incrementAndGet();
        if (delivery.attempt() >= ATTEMPTS_MAX || status.equals(Optional.of(GONE))) {
            givenUp.incrementAndGet();
            waiting.decrementAndGet();
            return;
        }
        keepTask(Mono.delay(pause(delivery.attempt()), timer)
                .doOnNext(tick -> enqueue(delivery.next()))
                .then());
    }

    private Duration pause(int attempt) {
        long ceilingMs = retryBase.toMillis() << (2 * (attempt - 1)); // times 4 for each attempt made
        return Duration.ofMillis(random.nextLong(ceilingMs + 1));
    }

    /** Runs it now, and ends it when this closes. */
    private void keepTask(Mono<Void> task) {
        Disposable.Swap handle = Disposables.swap();
        if (tasks.add(handle)) {
            handle.update(task.doFinally(signal -> tasks.remove(handle)).subscribe());
        }
    }

    private byte[] body(Webhook webhook) {
        ObjectNode notice = JSON.createObjectNode();
        notice.put("type", webhook.type().wireName());
        notice.put("timestamp", webhook.timestamp().toString());
        ObjectNode about = notice.putObject("data");
        about.put("storeId", storeId);
        about.put("paymentId", webhook.paymentId());
        about.put("transactionId", webhook.transactionId());
        if (webhook.cancellationId() != null) {
            about.put("cancellationId", webhook.cancellationId());
        }
        return JSON.writeValueAsBytes(notice);
    }
}
