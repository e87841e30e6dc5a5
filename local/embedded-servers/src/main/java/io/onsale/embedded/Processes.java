package io.onsale.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Finds, watches and ends processes by their pid. */
final class Processes {
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private Processes() {}

    /** Whether the process runs. One that has ended but was not reaped by its parent (a zombie) does not count. */
    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !isZombie(pid);
    }

    /** The running process with this pid if every word is in its command line: pids are reused, data folders are not. */
    static Optional<ProcessHandle> find(long pid, String... words) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> {
            String commandLine = commandLine(process);
            for (String word : words) {
                if (!commandLine.contains(word)) {
                    return false;
                }
            }
            return !isZombie(pid);
        });
    }

    static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    /** Polls: for a process that is not a child, {@code onExit()} may notice the end seconds late. */
    static boolean awaitEnd(ProcessHandle process, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (isAlive(process.pid())) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                Thread.sleep(LOOK_EVERY); // onExit() does not report a zombie, which counts as gone
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** For a child of this process; afterwards {@link Process#isAlive()} is false. */
    static boolean awaitEnd(Process child, Duration limit) {
        try {
            return child.waitFor(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends a signal that Java has no method for, such as INT or STOP. */
    static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot send " + name + " to process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the signal, waits, and kills the process if it is still alive. */
    static void end(ProcessHandle process, String signal, Duration patience) {
        signal(signal, process.pid());
        if (!awaitEnd(process, patience)) {
            process.destroyForcibly();
            awaitEnd(process, patience);
        }
    }

    static void end(Process child, String signal, Duration patience) {
        signal(signal, child.pid());
        if (!awaitEnd(child, patience)) {
            child.destroyForcibly();
            awaitEnd(child, patience);
        }
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false; // it has ended, or this system has no /proc
        }
    }
}
