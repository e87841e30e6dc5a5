package io.onsale.attack;

import io.onsale.attack.Latencies.Phase;
import io.onsale.gatling.shop.RunningShop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Well-behaved fans, before, during and after the attack: they sign in, join, read their place and the plan, hold seats and give them back. */
final class HonestFans implements AutoCloseable {
    static final int TOKENS = 8_000; // a new fan for each join
    private static final Duration TIME_OUT = Duration.ofSeconds(10);
    private static final int ACCOUNTS = 12; // so that none of them signs in often
    private static final int WATCHING = 6; // fans who join and look
    private static final int INSIDE = 4; // fans who hold seats
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration BETWEEN_SIGN_INS = Duration.ofSeconds(1);
    private static final String PASSWORD = "a long enough password";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI origin;
    private final LargeSale sale;
    private final Latencies samples;
    private final List<String> tokens;
    private final AtomicInteger nextToken = new AtomicInteger();
    private final List<RunningShop.Login> accounts = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIME_OUT)
            .build();
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();

    HonestFans(URI origin, LargeSale sale, List<String> tokens, Latencies samples) {
        this.origin = origin;
        this.sale = sale;
        this.tokens = tokens;
        this.samples = samples;
    }

    /** Creates accounts, as many as the shop allows per address, and starts the fans. */
    void start(RunningShop.Login known) throws InterruptedException {
        String run = UUID.randomUUID().toString();
        accounts.add(known);
        for (int i = 0; i < ACCOUNTS; i++) {
            String email = "fan-" + i + "-" + run + "@example.com";
            String body = "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\",\"name\":\"Fan\"}";
            Answer answer = send("POST", "/api/v1/members", null, body);
            if (answer.status() == 201) {
                accounts.add(new RunningShop.Login(email, PASSWORD));
            }
        }
        people.submit(() -> goOn(this::signIn, BETWEEN_SIGN_INS));
        for (int i = 0; i < WATCHING; i++) {
            people.submit(() -> goOn(this::joinAndLook, PAUSE));
        }
        for (int i = 0; i < INSIDE; i++) {
            people.submit(this::goInside);
        }
    }

    /** Something a fan does; may be interrupted. */
    private interface Deed {
        void run() throws InterruptedException;
    }

    private static Void goOn(Deed deed, Duration pause) throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            deed.run();
            Thread.sleep(pause); // a person thinks
        }
        return null;
    }

    private void signIn() throws InterruptedException {
        RunningShop.Login account = accounts.get(nextToken.get() % accounts.size());
        measure(
                "sign-in",
                "POST",
                "/api/v1/sessions",
                null,
                "{\"email\":\"" + account.email() + "\",\"password\":\"" + account.password() + "\"}");
    }

    private void joinAndLook() throws InterruptedException {
        String token = token();
        measure("join", "POST", sale.salePath() + "/places", token, "");
        measure("place", "GET", sale.salePath() + "/places/me", token, null);
        measure("plan", "GET", sale.performancePath() + "/plan", null, null);
        measure("seats", "GET", sale.performancePath() + "/seats", null, null);
        measure("events", "GET", "/api/v1/events", null, null);
    }

    private Void goInside() throws InterruptedException {
        String token = token();
        send("POST", sale.salePath() + "/places", token, "");
        Answer pass = send("POST", sale.salePath() + "/places/me/pass", token, "");
        while (pass.status() != 200) {
            Thread.sleep(Duration.ofSeconds(1)); // a person waits for its turn
            pass = send("POST", sale.salePath() + "/places/me/pass", token, "");
        }
        String shown = pass.text("pass");
        return goOn(() -> holdAndGiveBack(token, shown), Duration.ofSeconds(1));
    }

    private void holdAndGiveBack(String token, String pass) throws InterruptedException {
        String holds = sale.performancePath() + "/holds";
        Answer hold = measure("hold", "POST", holds, token, "{\"bestAvailable\":{\"quantity\":1}}", "Pass", pass);
        if (hold.status() == 201) {
            measure("give back", "DELETE", holds + "/" + hold.text("holdId"), token, null);
        }
    }

    private String token() {
        return tokens.get(nextToken.getAndIncrement() % tokens.size());
    }

    /** @param status 0: no answer */
    private record Answer(int status, byte[] body) {
        String text(String member) {
            JsonNode value = JSON.readTree(body).path(member);
            return value.isString() ? value.stringValue() : "";
        }
    }

    private Answer measure(
            String what, String method, String path, @Nullable String token, @Nullable String body, String... headers)
            throws InterruptedException {
        Phase phase = samples.phase();
        long begun = System.nanoTime();
        Answer answer = send(method, path, token, body, headers);
        samples.add(phase, what, System.nanoTime() - begun, answer.status());
        return answer;
    }

    private Answer send(String method, String path, @Nullable String token, @Nullable String body, String... headers)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(origin.resolve(path))
                .timeout(TIME_OUT)
                .header("Accept-Encoding", "gzip")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (method.equals("POST")) {
            request.header("Idempotency-Key", UUID.randomUUID().toString()).header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.body());
        } catch (java.io.IOException e) {
            return new Answer(0, new byte[0]);
        }
    }

    @Override
    public void close() {
        people.shutdownNow();
        http.shutdownNow();
    }
}
