package io.onsale.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Allows one launcher per home. The operating system releases the lock however the launcher ends, so a leftover file has no effect. */
final class RunLock implements AutoCloseable {
    private final FileChannel channel;
    private final Path pidFile;

    private RunLock(FileChannel channel, Path pidFile) {
        this.channel = channel;
        this.pidFile = pidFile;
    }

    /** Takes the lock and writes our pid to {@code run/launcher.pid}; empty if another launcher has it. */
    static Optional<RunLock> take(Home home) {
        Path pidFile = home.run().resolve("launcher.pid");
        try {
            FileChannel channel = FileChannel.open(home.run().resolve("launcher.lock"), CREATE, WRITE);
            if (!locked(channel)) {
                channel.close();
                return Optional.empty();
            }
            Files.writeString(pidFile, ProcessHandle.current().pid() + "\n", UTF_8);
            return Optional.of(new RunLock(channel, pidFile));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + home.run(), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // a launcher in this process
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(pidFile);
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
