package io.onsale.attack;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sign-ins with wrong passwords at a steady rate, each for an account that does not exist. It does not wait for answers. */
final class WrongSignIns implements AutoCloseable {
    private static final Duration TIME_OUT = Duration.ofSeconds(30);
    private static final int IN_FLIGHT_MAX = 2_000;

    private final URI sessions;
    private final List<HttpClient> clients = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("attack wrong sign-ins").factory());
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<String, AtomicInteger> answers = new ConcurrentSkipListMap<>();

    WrongSignIns(URI origin, int perSecond, List<InetAddress> from) {
        this.sessions = origin.resolve("/api/v1/sessions");
        for (InetAddress address : from) {
            clients.add(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(address)
                    .build());
        }
        var unused = clock.scheduleAtFixedRate(
                this::sendOne, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
    }

    String progress() {
        return "wrong sign-ins: " + sent + " sent, " + inFlight + " not answered, answered " + answers;
    }

    private void sendOne() {
        if (inFlight.get() >= IN_FLIGHT_MAX) {
            return;
        }
        String body = "{\"email\":\"nobody-" + UUID.randomUUID() + "@example.com\",\"password\":\"wrong password\"}";
        HttpRequest request = HttpRequest.newBuilder(sessions)
                .timeout(TIME_OUT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        inFlight.incrementAndGet();
        HttpClient client = clients.get(sent.getAndIncrement() % clients.size());
        var unused = client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((answer, failure) -> count(failure == null ? Integer.toString(answer.statusCode()) : "none"));
    }

    private int count(String answer) {
        answers.computeIfAbsent(answer, text -> new AtomicInteger()).incrementAndGet();
        return inFlight.decrementAndGet();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        clients.forEach(HttpClient::shutdownNow);
    }
}
