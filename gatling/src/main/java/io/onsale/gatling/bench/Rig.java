package io.onsale.gatling.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.onsale.embedded.EmbeddedServers;
import io.onsale.embedded.PostgresAddress;
import io.onsale.embedded.RunningServers;
import io.onsale.embedded.ServerPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What is measured: stores of its own, and the floor, queue-api and seat-api as one JVM each, with the same options. All end with it. */
final class Rig implements AutoCloseable {
    private static final Duration READY_MAX = Duration.ofMinutes(3); // a cold JVM on a busy machine

    private static final Duration POLL_EVERY = Duration.ofMillis(100);

    /** As the launcher gives its services, so that what is measured is what runs. */
    private static final List<String> JVM = List.of(
            "-Xms512m",
            "-Xmx1g",
            "-XX:+UseG1GC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    final int floorPort = freePort();
    final int queuePort = freePort();
    final int seatPort = freePort();
    final ECKey passKey = passKey();
    final byte[] fanSecret = new SecureRandom().generateSeed(32);

    private final Path folder;
    private final RunningServers servers;
    private final List<Process> processes = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private Rig(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.servers =
                EmbeddedServers.start(ServerPlan.in(folder.resolve("data")).forgetting(), progress);
    }

    static Rig start(Path folder, Consumer<String> progress) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Rig rig = new Rig(folder, progress);
        try {
            rig.servers.awaitAll();
            rig.launch(
                    "floor",
                    "io.onsale.gatling.bench.Floor",
                    List.of(Integer.toString(rig.floorPort), rig.servers.redisUrl()));
            rig.launch("queue-api", "io.onsale.queue.QueueApi", rig.arguments(rig.queuePort));
            rig.launch("seat-api", "io.onsale.seat.SeatApi", rig.arguments(rig.seatPort));
            rig.awaitReady("floor", rig.floorPort, "/floor", progress);
            rig.awaitReady("queue-api", rig.queuePort, "/actuator/health/readiness", progress);
            rig.awaitReady("seat-api", rig.seatPort, "/actuator/health/readiness", progress);
            return rig;
        } catch (IOException | InterruptedException | RuntimeException e) {
            rig.close();
            throw e;
        }
    }

    String kafka() {
        return servers.kafkaBootstrap();
    }

    /** Returns when {@code path} answers 2xx: a service or a definition is there. */
    void awaitAnswer(int port, String path, Map<String, String> headers) throws IOException, InterruptedException {
        await(port, path, headers, answer -> answer.statusCode() / 100 == 2);
    }

    /** Returns when {@code path} answers with the problem {@code slug}. */
    void awaitProblem(int port, String path, Map<String, String> headers, String slug)
            throws IOException, InterruptedException {
        await(port, path, headers, answer -> answer.body().contains("urn:onsale:problem:" + slug + "\""));
    }

    private void await(int port, String path, Map<String, String> headers, Predicate<HttpResponse<String>> isThere)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        headers.forEach(request::header);
        long deadline = System.nanoTime() + READY_MAX.toNanos();
        String last = "nothing";
        while (System.nanoTime() < deadline) {
            try {
                HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
                if (isThere.test(answer)) {
                    return;
                }
                last = answer.statusCode() + " " + answer.body();
            } catch (java.net.ConnectException e) {
                requireAlive();
            }
            Thread.sleep(POLL_EVERY);
        }
        throw new IOException(path + " still answers " + last);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            process.onExit()
                    .orTimeout(15, java.util.concurrent.TimeUnit.SECONDS)
                    .exceptionally(e -> process.destroyForcibly())
                    .join();
        }
        servers.close();
        http.close();
    }

    private void awaitReady(String name, int port, String path, Consumer<String> progress)
            throws IOException, InterruptedException {
        awaitAnswer(port, path, Map.of());
        progress.accept(name + " is ready on port " + port);
    }

    private void requireAlive() throws IOException {
        for (Process process : processes) {
            if (!process.isAlive()) {
                throw new IOException("a service ended by itself; its log is in " + folder);
            }
        }
    }

    private void launch(String name, String main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                .toString());
        command.addAll(JVM);
        command.add("-Dlogging.level.root=warn");
        command.add(main);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("CLASSPATH", Objects.requireNonNull(System.getProperty("java.class.path")));
        processes.add(builder.start());
    }

    private List<String> arguments(int port) {
        PostgresAddress postgres = servers.postgres();
        Map<String, String> settings = Map.ofEntries(
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.port", Integer.toString(port)),
                Map.entry("ONSALE_REDIS_URL", servers.redisUrl()),
                Map.entry("ONSALE_POSTGRES_HOST", postgres.host()),
                Map.entry("ONSALE_POSTGRES_PORT", Integer.toString(postgres.port())),
                Map.entry("ONSALE_POSTGRES_DATABASE", postgres.database()),
                Map.entry("ONSALE_POSTGRES_USER", postgres.user()),
                Map.entry("ONSALE_POSTGRES_PASSWORD", postgres.password()),
                Map.entry("ONSALE_KAFKA_BOOTSTRAP", servers.kafkaBootstrap()),
                Map.entry("onsale.access.fan-secret", Base64.getEncoder().encodeToString(fanSecret)),
                Map.entry("onsale.access.staff-keys-uri", "http://127.0.0.1:" + port + "/no-staff-here"),
                Map.entry("onsale.pass.signing-key", passKey.toJSONString()),
                Map.entry("onsale.receipt.secret", Base64.getEncoder().encodeToString(fanSecret)),
                Map.entry("onsale.pass.keys-uri", "http://127.0.0.1:" + queuePort + "/api/v1/keys/passes"));
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toList();
    }

    private static ECKey passKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("bench").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
