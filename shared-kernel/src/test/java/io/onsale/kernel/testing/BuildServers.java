package io.onsale.kernel.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.onsale.embedded.EmbeddedServers;
import io.onsale.embedded.RedisMode;
import io.onsale.embedded.RunningServers;
import io.onsale.embedded.Server;
import io.onsale.embedded.ServerPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The servers of this build, shared by the test processes of all its modules. They belong to Maven's process and end with it; in an IDE
 * they belong to the test process. Each server starts at its first use. Their files are in a temporary folder named after the owning
 * process, outside of any {@code target}.
 */
final class BuildServers {
    private static final Map<String, RunningServers> FOUND = new HashMap<>();

    private BuildServers() {}

    static RunningServers get(Server server) {
        return of(server.name().toLowerCase(Locale.ROOT), server, RedisMode.SINGLE)
                .awaitAll();
    }

    static RunningServers redisCluster() {
        return of("redis-cluster", Server.REDIS, RedisMode.CLUSTER).awaitAll();
    }

    private static synchronized RunningServers of(String folder, Server server, RedisMode redis) {
        return FOUND.computeIfAbsent(folder, name -> findOrStart(name, server, redis));
    }

    private static RunningServers findOrStart(String folder, Server server, RedisMode redis) {
        long served = served();
        try {
            Path builds = Files.createDirectories(
                    Path.of(System.getProperty("java.io.tmpdir"), "onsale-test-" + System.getProperty("user.name")));
            try (FileChannel channel = FileChannel.open(builds.resolve("lock"), CREATE, WRITE);
                    FileLock lock = channel.lock()) {
                Objects.requireNonNull(lock);
                Path build = Files.createDirectories(builds.resolve(Long.toString(served)));
                Path data = build.resolve(folder);
                Optional<RunningServers> found = EmbeddedServers.find(data);
                if (found.isPresent()) {
                    return found.get();
                }
                sweep(builds);
                EmbeddedServers.discard(data); // left by an earlier process with the same pid
                return EmbeddedServers.start(ServerPlan.in(data)
                        .only(server)
                        .redis(redis)
                        .serving(served)
                        .withoutSync() // tests kill processes, never the machine
                        .forgetting());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the files of earlier builds whose servers were killed before they could do so. */
    private static void sweep(Path builds) throws IOException {
        for (Path build : folders(builds)) {
            if (ProcessHandle.of(Long.parseLong(build.getFileName().toString())).isEmpty()) {
                for (Path data : folders(build)) {
                    EmbeddedServers.discard(data);
                }
                Files.delete(build);
            }
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).toList();
        }
    }

    /** Maven's process if it started this one, otherwise this process. */
    private static long served() {
        ProcessHandle self = ProcessHandle.current();
        return Stream.iterate(Optional.of(self), Optional::isPresent, process -> process.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream)
                .filter(process -> process.info().commandLine().orElse("").contains("classworlds"))
                .findFirst()
                .orElse(self)
                .pid();
    }
}
