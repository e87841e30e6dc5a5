package io.onsale.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    private final List<String> more;
    private final RedisControl control;
    private @Nullable Process process;

    RedisProcess(Path data, Path log, int port, String appendFsync, @Nullable String password) {
        this(data, log, port, appendFsync, password, List.of());
    }

    /** @param more further settings: {@code --name value …} */
    RedisProcess(Path data, Path log, int port, String appendFsync, @Nullable String password, List<String> more) {
        this.data = data.toAbsolutePath().normalize();
        this.log = log;
        this.port = port;
        this.appendFsync = appendFsync;
        this.password = password;
        this.more = more;
        this.control = new RedisControl(port, password);
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

    /**
     * The answer to one command: a status, a number or a text.
     *
     * @throws UncheckedIOException if it does not answer, or answers an error
     */
    public String call(String... words) {
        try {
            return control.call(words);
        } catch (IOException e) {
            throw new UncheckedIOException("Redis on port " + port + " does not run " + words[0], e);
        }
    }

    void awaitEnd() throws InterruptedException {
        if (process != null) {
            process.waitFor();
        }
    }

    /** Completes when the process has ended. */
    CompletableFuture<?> onEnd() {
        return process == null ? CompletableFuture.completedFuture(null) : process.onExit();
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
        OwnerOnly.write(file, password == null ? "" : "requirepass " + password + "\nmasterauth " + password + "\n");
        return file;
    }

    private List<String> command(Path secrets) {
        List<String> command = new ArrayList<>(List.of(
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
                "no")); // its command line must keep naming the data folder
        command.addAll(more);
        return command;
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
        try {
            return "PONG".equals(control.call("PING")); // it answers an error while it loads its file
        } catch (IOException e) {
            return false;
        }
    }
}
