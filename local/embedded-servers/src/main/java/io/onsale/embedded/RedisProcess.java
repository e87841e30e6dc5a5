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
 * One Redis as a child of this process, for tests of outages: it can be killed, frozen, wiped, and started again on the same port with the
 * same data. For a Redis without outages use {@link EmbeddedServers}. Not thread-safe.
 */
public final class RedisProcess implements AutoCloseable {
    static final int DATABASES = 512; // one per test class of a build
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

    /** A Redis with its data in this folder, on a free port that it keeps; not started yet. Syncs once per second, like the embedded default. */
    public static RedisProcess in(Path data) {
        return in(data, LoopbackPorts.free());
    }

    /** A Redis with its data in this folder, on this port; not started yet. */
    public static RedisProcess in(Path data, int port) {
        return new RedisProcess(data, data.resolve("redis.log"), port, "everysec", null);
    }

    /** Starts it and returns when it answers, with all data loaded. */
    public RedisProcess start() {
        if (isRunning()) {
            throw new IllegalStateException("Redis runs already: process " + pid());
        }
        launch();
        awaitAnswer();
        return this;
    }

    /** Kills it, like a power cut: data that was not yet written to its file is lost. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            Processes.awaitEnd(process, STOP_MAX);
        }
    }

    /** Stops it gracefully. */
    public void stop() {
        if (process != null && process.isAlive()) {
            Processes.signal("CONT", process.pid());
            Processes.end(process, "TERM", STOP_MAX);
        }
    }

    /** Suspends it: connections stay open and nothing is answered until {@link #thaw()}. */
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

    /** Settings that must not appear in a command line, which every user of the machine can read. */
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
                "no"); // its command line must keep naming the data folder
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
            socket.connect(new InetSocketAddress(LoopbackPorts.LOOPBACK, port), 1000);
            socket.setSoTimeout(1000);
            String login = password == null ? "" : "AUTH " + password + "\r\n";
            socket.getOutputStream().write((login + "PING\r\n").getBytes(US_ASCII));
            BufferedReader replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            boolean knows = password == null || "+OK".equals(replies.readLine());
            return knows && "+PONG".equals(replies.readLine()); // it answers an error while it loads its file
        } catch (IOException e) {
            return false;
        }
    }
}
