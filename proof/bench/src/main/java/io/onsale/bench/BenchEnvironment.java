package io.onsale.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.onsale.embedded.EmbeddedServers;
import io.onsale.embedded.PostgresAddress;
import io.onsale.embedded.RunningServers;
import io.onsale.embedded.ServerPlan;
import io.onsale.queue.QueueApi;
import io.onsale.seat.SeatApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is measured: stores, and services as one JVM each, with the same options. All of them end with it. Used by one thread. */
final class BenchEnvironment implements AutoCloseable {
    /**
     * Settings beyond those of the launcher. One machine plays all fans: the limit by address is in force, but so high that nobody reaches
     * it, and a fan who polls too early is not refused.
     */
    static final Map<String, String> SETTINGS = Map.of(
            "onsale.queue.guard.address-limit-exempt", "",
            "onsale.queue.guard.joins-per-address", "1000000",
            "onsale.queue.guard.joins-per-address-burst", "1000000",
            "onsale.hold-limit.per-fan", "1000000",
            "onsale.queue.poll-limit", "false");

    final BenchFans fans;
    final SalePublisher sales;
    final HttpCalls http = new HttpCalls();

    private final Path folder;
    private final Consumer<String> progress;
    private final RunningServers servers;
    private final StaffKeys staffKeys;
    private final ECKey passKey = passKey();
    private final byte[] fanSecret = new SecureRandom().generateSeed(32);
    private final List<ServiceProcess> nodes = new CopyOnWriteArrayList<>(); // also read by the shutdown hook
    private final Thread ending =
            new Thread(() -> nodes.forEach(node -> node.process().destroy()));

    private BenchEnvironment(Path folder, Consumer<String> progress) throws IOException {
        this.folder = folder;
        this.progress = progress;
        this.fans = new BenchFans(fanSecret, passKey);
        this.staffKeys = StaffKeys.serve(fans.staffKeys());
        this.servers =
                EmbeddedServers.start(ServerPlan.in(folder.resolve("data")).forgetting(), progress);
        this.sales = new SalePublisher(servers.kafkaBootstrap());
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /** The stores; services are started one by one. */
    static BenchEnvironment start(Path folder, Consumer<String> progress) throws IOException {
        Files.createDirectories(folder);
        BenchEnvironment environment = new BenchEnvironment(folder, progress);
        try {
            environment.servers.awaitAll();
            return environment;
        } catch (RuntimeException e) {
            environment.close();
            throw e;
        }
    }

    String redis() {
        return servers.redisUrl();
    }

    PostgresAddress postgres() {
        return servers.postgres();
    }

    /** The secret of the fans' tokens, in Base64. */
    String secret() {
        return Base64.getEncoder().encodeToString(fanSecret);
    }

    ServiceProcess startFloor() throws IOException {
        int port = freePort();
        return launch("floor", port, ServiceJvm.floor(List.of(Integer.toString(port), servers.redisUrl())));
    }

    /** @param jvmOptions beyond the usual ones */
    ServiceProcess startQueue(String... jvmOptions) throws IOException {
        int port = freePort();
        List<String> arguments = arguments(
                port, Map.of("onsale.pass.signing-key", passKey.toJSONString(), "onsale.receipt.secret", secret()));
        String name = "queue-api-" + (nodes.size() + 1);
        return launch(name, port, ServiceJvm.service(QueueApi.class, List.of(jvmOptions), arguments));
    }

    /** @param queue whose passes it accepts */
    ServiceProcess startSeat(ServiceProcess queue) throws IOException {
        int port = freePort();
        String keys = "http://127.0.0.1:" + queue.port() + "/api/v1/keys/passes";
        List<String> arguments = arguments(port, Map.of("onsale.pass.keys-uri", keys));
        return launch("seat-api", port, ServiceJvm.service(SeatApi.class, List.of(), arguments));
    }

    void awaitReady(ServiceProcess node) throws IOException {
        awaitAnswer(node.port(), "/actuator/health/readiness", null);
        progress.accept(node.name() + " is ready on port " + node.port());
    }

    void awaitFloor(ServiceProcess floor) throws IOException {
        awaitAnswer(floor.port(), "/floor", null);
    }

    /** Returns when {@code path} answers 2xx. */
    void awaitAnswer(int port, String path, @Nullable String token) throws IOException {
        http.await(port, path, token, this::requireAlive);
    }

    /** Stops {@code node} gracefully. */
    void stop(ServiceProcess node) {
        nodes.remove(node);
        node.stop();
    }

    /** Publishes a sale in which everybody waits, however long nobody sees them; returns when all {@code nodes} serve its line. */
    void publish(String sale, SalePublisher.Terms terms, List<ServiceProcess> nodes)
            throws IOException, InterruptedException {
        sales.publish(sale, terms);
        Operator operator = new Operator(this, nodes.getFirst(), sale);
        operator.awaitPolicy();
        operator.letNobodyIn();
        for (ServiceProcess node : nodes) {
            new Operator(this, node, sale).awaitFigures();
        }
    }

    /** Starts a class of the bench as a process that ends with us; its standard input and output are pipes. */
    Process launchHelper(String name, Class<?> main, String... jvmOptions) throws IOException {
        return ServiceJvm.helper(main, List.of(jvmOptions))
                .redirectError(folder.resolve(name + ".log").toFile())
                .start();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(ending);
        nodes.forEach(node -> node.process().destroy());
        nodes.forEach(ServiceProcess::stop);
        staffKeys.close();
        servers.close();
        http.close();
    }

    private void requireAlive() throws IOException {
        for (ServiceProcess node : nodes) {
            if (!node.process().isAlive()) {
                throw new IOException(node.name() + " has ended unexpectedly; its log is in " + folder);
            }
        }
    }

    private ServiceProcess launch(String name, int port, ProcessBuilder builder) throws IOException {
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        ServiceProcess node = new ServiceProcess(name, port, process);
        nodes.add(node);
        return node;
    }

    private List<String> arguments(int port, Map<String, String> own) {
        PostgresAddress postgres = servers.postgres();
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.put("server.address", "127.0.0.1");
        settings.put("server.port", Integer.toString(port));
        settings.put("spring.reactor.netty.shutdown-quiet-period", "0s"); // as the launcher sets it
        settings.put("onsale.hold-rules.may-leave-single", "true"); // each fan has a seat of its own, beside free ones
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
