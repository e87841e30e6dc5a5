package io.onsale.standalone;

import io.onsale.standalone.status.OnsaleStatus;
import io.onsale.standalone.status.StatusFile;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A launcher as a separate process, as {@code ./onsale up} starts it, on ports that were free a moment ago. */
public final class LaunchedOnsale implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofMinutes(3); // only a failure waits for it

    private static final Duration TOKENS_VALID = Duration.ofHours(1);

    private final Home home;
    private final OnsalePorts ports;
    private final Process process;

    private LaunchedOnsale(Home home, OnsalePorts ports, Process process) {
        this.home = home;
        this.ports = ports;
        this.process = process;
    }

    public static LaunchedOnsale start(Path folder) throws IOException {
        return start(Home.at(folder), freePorts());
    }

    /** The next one in the same folder, on the same ports. */
    public LaunchedOnsale again() throws IOException {
        return start(home, ports);
    }

    private static LaunchedOnsale start(Home home, OnsalePorts ports) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        Launcher.class.getName(),
                        "up",
                        "--home",
                        home.root().toString(),
                        "--port",
                        Integer.toString(ports.origin()),
                        "--port-offset",
                        Integer.toString(ports.queue() - 8081)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.log().resolve("console.log").toFile()));
        builder.environment()
                .put(
                        "CLASSPATH",
                        Objects.requireNonNullElse(
                                System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path")));
        return new LaunchedOnsale(home, ports, builder.start());
    }

    public OnsaleStatus awaitReady() {
        StatusFile file = new StatusFile(home.status());
        Awaitility.await("the launcher is ready").atMost(START_MAX).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("The launcher has ended:\n" + console());
            }
            return file.find()
                    .filter(status -> Objects.equals(status.pids().get("launcher"), process.pid()))
                    .isPresent();
        });
        return file.find().orElseThrow();
    }

    /** Access tokens of demo fans, as {@code ./onsale tokens} prints them. */
    public List<String> fanTokens(int count) throws IOException {
        StringWriter tokens = new StringWriter();
        new PrintTokens(home).print(count, tokens, Instant.now().plus(TOKENS_VALID));
        return tokens.toString().lines().toList();
    }

    String console() throws IOException {
        return Files.readString(home.log().resolve("console.log"));
    }

    /** Kills it, like a power cut. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to stop, and returns its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws Exception {
        if (process.isAlive()) {
            stop();
        }
    }

    /** Below the range from which the system takes ports for outgoing connections. */
    private static OnsalePorts freePorts() {
        Random random = new Random();
        for (int attempt = 0; attempt < 100; attempt++) {
            int offset = 3_000 + random.nextInt(8_000);
            OnsalePorts ports = OnsalePorts.of(8080 + offset, offset);
            if (ports.byServer().values().stream().allMatch(LaunchedOnsale::isFree)) {
                return ports;
            }
        }
        throw new AssertionError("No free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
