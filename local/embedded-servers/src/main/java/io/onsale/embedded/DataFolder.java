package io.onsale.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one set of servers: {@code redis/ (or redis-cluster/) postgres/ kafka/} hold their data, {@code log/} their logs, and {@code run/} what is
 * valid only while they run: the plan, a pid file per process, and {@code <server>.ready} or {@code <server>.failed}, by which the Keeper
 * answers the process that asked for the servers. Each file is written atomically.
 */
record DataFolder(Path root) {
    private static final int LOG_BYTES_MAX = 5_000_000; // then the log is set aside, and one older file is kept
    private static final int TAIL_LINES = 25;

    /** What the servers' processes are called, except Kafka's, which is the Keeper. */
    static final List<String> CHILDREN = Stream.of(
                    Stream.of(Server.REDIS.word()),
                    IntStream.rangeClosed(1, RedisCluster.NODES).mapToObj(RedisCluster::word),
                    Stream.of(Server.POSTGRES.word()))
            .flatMap(words -> words)
            .toList();

    static DataFolder at(Path root) {
        DataFolder folder = new DataFolder(root.toAbsolutePath().normalize());
        try {
            OwnerOnly.folder(folder.root());
            OwnerOnly.folder(folder.run());
            OwnerOnly.folder(folder.root().resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + folder.root(), e);
        }
        return folder;
    }

    Path run() {
        return root.resolve("run");
    }

    Path of(Server server) {
        return root.resolve(server.word());
    }

    /** Of a cluster, whose data is not that of a single server. */
    Path ofRedisCluster() {
        return root.resolve("redis-cluster");
    }

    Path log(String who) {
        return root.resolve("log").resolve(who + ".log");
    }

    Path planFile() {
        return run().resolve("plan.properties");
    }

    /** The log to append to; a long one is set aside first. */
    Path freshLog(String who) {
        Path log = log(who);
        try {
            if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
                Files.move(log, log.resolveSibling(who + ".log.old"), REPLACE_EXISTING);
            }
            return OwnerOnly.present(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of a log, for a message; empty if there is none. */
    String logTail(String who) {
        try {
            List<String> lines = Files.readString(log(who), UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    void writePlan(ServerPlan plan) {
        write("plan.properties", plan.toProperties());
    }

    Optional<ServerPlan> plan() {
        return read("plan.properties").map(properties -> ServerPlan.of(root, properties));
    }

    void writePid(String who, long pid) {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        write(who + ".pid", properties);
    }

    Optional<Long> pid(String who) {
        return read(who + ".pid").map(properties -> Long.valueOf(properties.getProperty("pid")));
    }

    void writeReady(Server server, int port) {
        Properties properties = new Properties();
        properties.setProperty("port", Integer.toString(port));
        write(server.word() + ".ready", properties);
    }

    /** The port of a server, once it answers; empty until then. */
    Optional<Integer> ready(Server server) {
        return read(server.word() + ".ready").map(properties -> Integer.valueOf(properties.getProperty("port")));
    }

    void writeFailed(Server server, String message) {
        Properties properties = new Properties();
        properties.setProperty("message", message);
        write(server.word() + ".failed", properties);
    }

    Optional<String> failed(Server server) {
        return read(server.word() + ".failed").map(properties -> properties.getProperty("message"));
    }

    /** Removes the files of the last run. */
    void forgetRun() {
        CHILDREN.forEach(child -> delete(child + ".pid"));
        for (Server server : Server.values()) {
            delete(server.word() + ".pid");
            delete(server.word() + ".ready");
            delete(server.word() + ".failed");
        }
        delete("keeper.pid");
        delete("plan.properties");
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(run().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, Properties properties) {
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
            OwnerOnly.write(run().resolve(name), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Properties> read(String name) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(run().resolve(name), UTF_8)));
            return Optional.of(properties);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteTree(Path tree) {
        try {
            Files.walkFileTree(tree, new Deleting());
        } catch (NoSuchFileException e) {
            // nothing there: done
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
