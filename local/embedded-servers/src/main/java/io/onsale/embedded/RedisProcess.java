package io.onsale.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One Redis as a child of this process, which can be hurt: killed, frozen, wiped, started again on the same port with the same data. For
 * tests of outages; for an undisturbed Redis use {@link EmbeddedServers}. Not safe for use by several threads at once.
 */
public final class RedisProcess implements AutoCloseable {
    static final int DATABASES = 512; // one for each test class of a build
    private static final Duration START_MAX = Duration.ofMinutes(2); // reading a large append-only file
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final Path data;
    private final Path log;
    private final int port;
    private final String appendFsync;
    private final @Nullable String password;
    private @Nullable Process process;

    RedisProcess(Path data, Path log, int port, String appendFsync, @Nullable String password) {
        this.data = data.toAbsolutePath().normalize();
        this.log = log;
        this.port = port;
        this.appendFsync = appendFsync;
        this.password = password;
    }

    /** A Redis with its data in this folder, on a free port that it keeps; not started yet. Syncs like the embedded default: every second. */
    public static RedisProcess in(Path data) {
        return in(data, Ports.free());
    }

    /** A Redis with its data in this folder, on this port; not started yet. */
    public static RedisProcess in(Path data, int port) {
        return new RedisProcess(data, data.resolve("redis.log"), port, "everysec", null);
    }

    /** Starts and returns when it answers, with all data read. */
    public RedisProcess start() {
        if (isRunning()) {
            throw new IllegalStateException("Redis runs already: process " + pid());
        }
        launch();
        awaitAnswer();
        return this;
    }

    /** Ends it at once, like a power cut for the process: what was not written to its file is lost. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            Processes.awaitEnd(process, STOP_MAX);
        }
    }

    /** Stops it in good order. */
    public void stop() {
        if (process != null && process.isAlive()) {
            Processes.signal("CONT", process.pid());
            Processes.end(process, "TERM", STOP_MAX);
        }
    }

    /** Lets it hang: connections stay open and nothing is answered, until {@link #thaw()}. */
    public void freeze() {
        Processes.signal("STOP", pid());
    }

    public void thaw() {
        Processes.signal("CONT", pid());
    }

    /** Deletes all its data; only while it does not run. */
    public void wipe() {
        if (isRunning()) {
            throw new IllegalStateException("Redis runs: process " + pid());
        }
        DataFolder.deleteTree(data.resolve("appendonlydir"));
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public long pid() {
        if (process == null) {
            throw new IllegalStateException("Redis was not started");
        }
        return process.pid();
    }

    void awaitEnd() throws InterruptedException {
        if (process != null) {
            process.waitFor();
        }
    }

    @Override
    public void close() {
        stop();
    }

    void launch() {
        try {
            Files.createDirectories(data);
            List<String> command = command(secrets());
            process = new ProcessBuilder(command)
                    .directory(data.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start Redis", e);
        }
    }

    /** What must not stand in a command line, which every user of the machine may read. */
    private Path secrets() throws IOException {
        Path file = data.resolve("redis.conf");
        OwnerOnly.write(file, password == null ? "" : "requirepass " + password + "\n");
        return file;
    }

    private List<String> command(Path secrets) {
        return List.of(
                Binaries.redisServer().toString(),
                secrets.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                data.toString(),
                "--databases",
                Integer.toString(DATABASES),
                "--appendonly",
                "yes",
                "--appendfsync",
                appendFsync,
                "--save",
                "",
                "--maxmemory-policy",
                "noeviction",
                "--set-proc-title",
                "no"); // so that its command line keeps telling whose it is
    }

    void awaitAnswer() {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!answers()) {
            if (!isRunning()) {
                throw new EmbeddedServersFailure("Redis ended while it was starting");
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw new EmbeddedServersFailure("Redis did not answer within " + START_MAX);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Ports.LOOPBACK, port), 1000);
            socket.setSoTimeout(1000);
            String login = password == null ? "" : "AUTH " + password + "\r\n";
            socket.getOutputStream().write((login + "PING\r\n").getBytes(US_ASCII));
            BufferedReader replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            boolean knows = password == null || "+OK".equals(replies.readLine());
            return knows && "+PONG".equals(replies.readLine()); // an error while it reads its file
        } catch (IOException e) {
            return false;
        }
    }
}
