package io.onsale.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The processes that an earlier run left behind on a data folder because its Keeper was killed. A process is ended only if its command
 * line names this data folder.
 */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DataFolder folder;

    Leftovers(DataFolder folder) {
        this.folder = folder;
    }

    /** The Keeper that runs on this folder; empty if there is none. */
    static Optional<ProcessHandle> keeperOf(DataFolder folder) {
        return folder.pid("keeper")
                .flatMap(pid -> Processes.find(
                        pid, Keeper.class.getName(), folder.root().toString()));
    }

    /** Ends all that still runs here. Fails if it serves a process that is alive. */
    void end() {
        keeperOf(folder).ifPresent(this::endKeeper);
        endChild(Server.REDIS.word(), "redis-server", folder.of(Server.REDIS), "TERM");
        for (int node = 1; node <= RedisCluster.NODES; node++) {
            endChild(RedisCluster.word(node), "redis-server", folder.ofRedisCluster(), "TERM");
        }
        endChild(Server.POSTGRES.word(), "postgres", folder.of(Server.POSTGRES), "INT");
        clearForeignPostmasterPid();
        folder.forgetRun();
    }

    private void endKeeper(ProcessHandle keeper) {
        folder.plan().filter(plan -> Processes.isAlive(plan.servedPid())).ifPresent(plan -> {
            throw new EmbeddedServersFailure("The servers on " + folder.root() + " already run for process "
                    + plan.servedPid() + ". End that one first, or use another data folder.");
        });
        if (!Processes.awaitEnd(keeper, PATIENCE)) { // it is about to notice that the process it serves is gone
            Processes.end(keeper, "TERM", PATIENCE);
        }
    }

    private void endChild(String who, String program, Path data, String signal) {
        folder.pid(who)
                .flatMap(pid -> Processes.find(pid, program, data.toString()))
                .ifPresent(process -> Processes.end(process, signal, PATIENCE));
    }

    /**
     * PostgreSQL refuses to start while the pid in its lock file is alive, even if the pid belongs to another program by now. In that case
     * the file is removed. Otherwise it stays, because PostgreSQL also learns from it whether orphaned sessions still use the data.
     */
    private void clearForeignPostmasterPid() {
        Path file = folder.of(Server.POSTGRES).resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return;
            }
            List<String> lines = Files.readAllLines(file, UTF_8);
            boolean taken = !lines.isEmpty()
                    && Processes.isAlive(Long.parseLong(lines.getFirst().strip()));
            if (taken) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
