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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is measured: stores of its own, and services as one JVM each, with the same options. All end with it. Used by one thread.
 */
final class Rig implements AutoCloseable {
    /**
     * What a bench's services are told beyond what the launcher tells them. One machine plays all fans: the limit by address is in force and
     * so high that nobody meets it, and who polls sooner than told is not refused.
     */
    static final Map<String, String> SETTINGS = Map.of(
            "onsale.queue.guard.address-limit-exempt", "",
            "onsale.queue.guard.joins-per-address", "1000000",
            "onsale.queue.guard.joins-per-address-burst", "1000000",
            "onsale.hold-limit.per-fan", "1000000",
            "onsale.queue.poll-limit", "false");

    private static final Duration READY_MAX = Duration.ofMinutes(3); // a cold JVM on a busy machine
    private static final Duration POLL_EVERY = Duration.ofMillis(20);
    private static final int STOP_SECONDS_MAX = 15;

    /** As the launcher gives its services, so that what is measured is what runs. */
    private static final List<String> JVM = List.of(
            "-Xms1g",
            "-Xmx1g",
            "-XX:+UseG1GC",
            System.getProperty("os.name").equals("Linux") ? "-XX:+UseTransparentHugePages" : "-XX:-UseLargePages",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dio.netty.leakDetection.samplingInterval=8192");

    private static final String OUR_CLASS_PATH = Objects.requireNonNull(System.getProperty("java.class.path"));

    /** Of the services alone, as the launcher has it: an ahead-of-time cache fits no other. */
    private static final String THEIR_CLASS_PATH =
            Objects.requireNonNull(System.getProperty("onsale.bench.services", OUR_CLASS_PATH));

    final Crowd crowd;
    final Catalogue catalogue;

    private final Path folder;
    private final Consumer<String> progress;
    private final RunningServers servers;
    private final StaffKeys staffKeys;
    private final ECKey passKey = passKey();
    private final byte[] fanSecret = new SecureRandom().generateSeed(32);
    private final List<Node> nodes = new CopyOnWriteArrayList<>(); // also read when we are ended from outside
    private final Thread ending =
            new Thread(() -> nodes.forEach(node -> node.process().destroy()));
    private final HttpClient http = HttpClient.newHttpClient();

    private Rig(Path folder, Consumer<String> progress) throws IOException {
        this.folder = folder;
        this.progress = progress;
        this.crowd = new Crowd(fanSecret, passKey);
        this.staffKeys = StaffKeys.serve(crowd.staffKeys());
        this.servers =
                EmbeddedServers.start(ServerPlan.in(folder.resolve("data")).forgetting(), progress);
        this.catalogue = new Catalogue(servers.kafkaBootstrap());
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /** The stores; services are started one by one. */
    static Rig start(Path folder, Consumer<String> progress) throws IOException {
        Files.createDirectories(folder);
        Rig rig = new Rig(folder, progress);
        try {
            rig.servers.awaitAll();
            return rig;
        } catch (RuntimeException e) {
            rig.close();
            throw e;
        }
    }

    String redis() {
        return servers.redisUrl();
    }

    PostgresAddress postgres() {
        return servers.postgres();
    }

    /** That fans' tokens are signed with, in Base64. */
    String secret() {
        return Base64.getEncoder().encodeToString(fanSecret);
    }

    Node startFloor() throws IOException {
        int port = freePort();
        ProcessBuilder floor = java(
                OUR_CLASS_PATH,
                JVM,
                "io.onsale.gatling.bench.Floor",
                List.of(Integer.toString(port), servers.redisUrl()));
        return launch("floor", port, floor);
    }

    /** @param jvmOptions beyond the usual ones */
    Node startQueue(String... jvmOptions) throws IOException {
        int port = freePort();
        Map<String, String> own =
                Map.of("onsale.pass.signing-key", passKey.toJSONString(), "onsale.receipt.secret", secret());
        String name = "queue-api-" + (nodes.size() + 1);
        return launch(name, port, service("io.onsale.queue.QueueApi", List.of(jvmOptions), arguments(port, own)));
    }

    /** @param queue whose passes it accepts */
    Node startSeat(Node queue) throws IOException {
        int port = freePort();
        String keys = "http://127.0.0.1:" + queue.port() + "/api/v1/keys/passes";
        List<String> arguments = arguments(port, Map.of("onsale.pass.keys-uri", keys));
        return launch("seat-api", port, service("io.onsale.seat.SeatApi", List.of(), arguments));
    }

    void awaitReady(Node node) throws IOException {
        awaitAnswer(node.port(), "/actuator/health/readiness", null);
        progress.accept(node.name() + " is ready on port " + node.port());
    }

    void awaitFloor(Node floor) throws IOException {
        awaitAnswer(floor.port(), "/floor", null);
    }

    /** Ends {@code node} in good order. */
    void stop(Node node) {
        nodes.remove(node);
        end(node);
    }

    /** Returns when {@code path} answers 2xx: a service or a definition is there. */
    void awaitAnswer(int port, String path, @Nullable String token) throws IOException {
        await(port, path, token, answer -> answer.statusCode() / 100 == 2);
    }

    /** A sale whose line these nodes look after, in which everybody waits, however long nobody sees them. */
    void publish(String sale, Catalogue.Terms terms, List<Node> lookingAfter) throws IOException, InterruptedException {
        catalogue.publish(sale, terms);
        Operator operator = new Operator(this, lookingAfter.getFirst(), sale);
        operator.awaitPolicy();
        operator.letNobodyIn();
        for (Node node : lookingAfter) {
            new Operator(this, node, sale).awaitFigures();
        }
    }

    private void await(int port, String path, @Nullable String token, Predicate<HttpResponse<String>> isThere)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
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
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.io.InterruptedIOException();
            }
            LockSupport.parkNanos(POLL_EVERY.toNanos());
        }
        throw new IOException(path + " still answers " + last);
    }

    /** The answer's body; errors if it is not 2xx. */
    String post(int port, String path, String token) throws IOException, InterruptedException {
        return send(port, path, token, "POST", "");
    }

    String get(int port, String path, String token) throws IOException, InterruptedException {
        return send(port, path, token, "GET", "");
    }

    String send(int port, String path, String token, String method, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " answers " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** A Java process on our class path that ends with us; its standard input and output are pipes. */
    Process launchHelper(String name, String main, List<String> jvmOptions, List<String> arguments) throws IOException {
        return java(OUR_CLASS_PATH, jvmOptions, main, arguments)
                .redirectError(folder.resolve(name + ".log").toFile())
                .start();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(ending);
        nodes.forEach(node -> node.process().destroy());
        nodes.forEach(Rig::end);
        staffKeys.close();
        servers.close();
        http.close();
    }

    private static void end(Node node) {
        node.process().destroy();
        node.process()
                .onExit()
                .orTimeout(STOP_SECONDS_MAX, TimeUnit.SECONDS)
                .exceptionally(e -> node.process().destroyForcibly())
                .join();
    }

    private void requireAlive() throws IOException {
        for (Node node : nodes) {
            if (!node.process().isAlive()) {
                throw new IOException(node.name() + " ended by itself; its log is in " + folder);
            }
        }
    }

    private Node launch(String name, int port, ProcessBuilder builder) throws IOException {
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        Node node = new Node(name, port, process);
        nodes.add(node);
        return node;
    }

    /** With the options that whoever runs Onsale here has chosen for its JVM. */
    private static ProcessBuilder service(String main, List<String> jvmOptions, List<String> arguments) {
        List<String> options = new ArrayList<>(JVM);
        options.addAll(jvmOptions);
        String chosen = Objects.requireNonNullElse(System.getenv("ONSALE_JAVA_OPTIONS"), "");
        options.addAll(Arrays.stream(chosen.split(" ", -1))
                .filter(each -> !each.isBlank())
                .toList());
        options.add("-Dlogging.level.root=warn");
        return java(THEIR_CLASS_PATH, options, main, arguments);
    }

    private static ProcessBuilder java(String classPath, List<String> options, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(JavaHome.program("java"));
        command.addAll(options);
        command.add(main);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", classPath);
        return builder;
    }

    private List<String> arguments(int port, Map<String, String> own) {
        PostgresAddress postgres = servers.postgres();
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.put("server.address", "127.0.0.1");
        settings.put("spring.reactor.netty.shutdown-quiet-period", "0s"); // also as the launcher has it
        settings.put("server.port", Integer.toString(port));
        settings.put("ONSALE_REDIS_URL", servers.redisUrl());
        settings.put("ONSALE_POSTGRES_HOST", postgres.host());
        settings.put("ONSALE_POSTGRES_PORT", Integer.toString(postgres.port()));
        settings.put("ONSALE_POSTGRES_DATABASE", postgres.database());
        settings.put("ONSALE_POSTGRES_USER", postgres.user());
        settings.put("ONSALE_POSTGRES_PASSWORD", postgres.password());
        settings.put("ONSALE_KAFKA_BOOTSTRAP", servers.kafkaBootstrap());
        settings.put("onsale.access.fan-secret", secret());
        settings.put("onsale.access.staff-keys-uri", staffKeys.uri());
        settings.putAll(own);
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toList();
    }

    static ECKey passKey() {
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
