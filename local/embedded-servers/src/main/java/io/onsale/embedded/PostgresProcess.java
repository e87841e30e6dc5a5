package io.onsale.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL as a child of this process. */
final class PostgresProcess {
    static final String DATABASE = "onsale";
    static final String USER = "onsale";
    static final String PASSWORD = "onsale"; // it listens on the loopback interface only
    private static final boolean AS_ROOT = "root".equals(System.getProperty("user.name"));
    private static final List<String> NAMESPACE = List.of("unshare", "--user");
    private static final int CONNECTIONS_MAX = 200; // the pools of three services, and of tests
    private static final Duration START_MAX = Duration.ofMinutes(2); // recovery after a crash
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final Path data;
    private final Path log;
    private final int port;
    private final boolean durable;
    private @Nullable Process process;

    PostgresProcess(Path data, Path log, int port, boolean durable) {
        this.data = data;
        this.log = log;
        this.port = port;
        this.durable = durable;
    }

    /** Creates an empty database if there is none yet. */
    void prepare() {
        refuseRootWithoutNamespaces();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            try {
                create();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot prepare PostgreSQL", e);
            }
        }
    }

    void launch() {
        try {
            process = launch(server(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start PostgreSQL", e);
        }
    }

    void stop() {
        if (process != null && process.isAlive()) {
            Processes.end(process, "INT", STOP_MAX); // "fast" shutdown: ends sessions, writes a checkpoint
        }
    }

    void awaitEnd() throws InterruptedException {
        if (process != null) {
            process.waitFor();
        }
    }

    private boolean isRunning() {
        return process != null && process.isAlive();
    }

    long pid() {
        if (process == null) {
            throw new IllegalStateException("PostgreSQL was not started");
        }
        return process.pid();
    }

    /** Creates the cluster under another name and renames it, so that an interrupted creation is repeated. */
    private void create() throws IOException {
        Path part = data.resolveSibling(data.getFileName() + ".part");
        Path password = data.resolveSibling(data.getFileName() + ".password");
        DataFolder.deleteTree(part);
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, PASSWORD, UTF_8);
        List<String> initdb = new ArrayList<>(List.of(
                program("initdb"),
                "--pgdata=" + part,
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8", // the same order on every machine
                "--no-instructions"));
        if (!durable) {
            initdb.add("--no-sync");
        }
        try {
            finish("initdb", launch(initdb, log));
            Process single =
                    launch(List.of(program("postgres"), "--single", "-j", "-D", part.toString(), "postgres"), log);
            try (var in = single.outputWriter(UTF_8)) {
                in.write("create database " + DATABASE + ";\n\n");
            }
            finish("postgres --single", single);
        } finally {
            Files.delete(password);
        }
        DataFolder.deleteTree(data);
        Files.move(part, data);
    }

    private static void finish(String what, Process process) {
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new EmbeddedServersFailure(what + " ended with " + code);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new EmbeddedServersFailure(what + " was interrupted", e);
        }
    }

    private List<String> server() {
        String onOff = durable ? "on" : "off";
        List<String> command =
                new ArrayList<>(List.of(program("postgres"), "-D", data.toString(), "-p", Integer.toString(port)));
        List.of(
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "max_connections=" + CONNECTIONS_MAX,
                        "fsync=" + onOff,
                        "full_page_writes=" + onOff,
                        "synchronous_commit=on",
                        "jit=off", // short queries only: compiling them costs more than it saves
                        "timezone=UTC",
                        "log_timezone=UTC",
                        "log_checkpoints=off")
                .forEach(setting -> {
                    command.add("-c");
                    command.add(setting);
                });
        return command;
    }

    private static String program(String name) {
        return Binaries.postgresHome().resolve("bin").resolve(name).toString();
    }

    private void refuseRootWithoutNamespaces() {
        if (AS_ROOT) {
            try {
                finish("unshare", launch(List.of("true"), log));
            } catch (IOException | EmbeddedServersFailure e) {
                throw new EmbeddedServersFailure(
                        "PostgreSQL does not run as root, and this system allows root no user namespace"
                                + " (many containers do not). Run it as an ordinary user.",
                        e);
            }
        }
    }

    /** PostgreSQL refuses to run as root. In a user namespace of its own it is {@code nobody}, but may access root's files. */
    private static Process launch(List<String> command, Path log) throws IOException {
        List<String> all = new ArrayList<>(AS_ROOT ? NAMESPACE : List.of());
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        return builder.start();
    }

    /** Returns when connections are accepted. */
    void awaitReady() {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!isReady()) {
            if (!isRunning()) {
                throw new EmbeddedServersFailure("PostgreSQL ended while it was starting");
            }
            if (System.nanoTime() > deadline) {
                stop();
                throw new EmbeddedServersFailure("PostgreSQL was not ready within " + START_MAX);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** Line 1 of this file is the server's pid, line 8 its status. */
    private boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"), UTF_8);
            return lines.size() >= 8
                    && lines.getFirst().strip().equals(Long.toString(pid()))
                    && lines.get(7).strip().equals("ready");
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
