package io.onsale.portone.ledger;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.onsale.portone.ledger.JournalFormat.JournalHeader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An append-only file of JSON lines. An incomplete last line, left by a crash, was never acknowledged and is cut off at the next start.
 * Damage anywhere else prevents the start, because it might hide a captured payment.
 */
public final class FileJournal implements Journal {
    private static final System.Logger LOG = System.getLogger(FileJournal.class.getName());
    static final String FILE_NAME = "journal.jsonl";
    // bytes; a line holds one fact whose texts are limited by the API, so a longer line is damage
    private static final int LINE_MAX = 64 * 1024;

    private final FileChannel channel;
    private final JournalHeader header;

    private FileJournal(FileChannel channel, JournalHeader header) {
        this.channel = channel;
        this.header = header;
    }

    /**
     * Opens or begins the journal in a directory, which is then locked against a second simulator.
     *
     * @param seed used only for a new journal; an old one keeps its own
     */
    public static FileJournal open(Path directory, String storeId, long seed) throws IOException {
        Files.createDirectories(directory, permissions("rwx------"));
        FileChannel channel =
                FileChannel.open(directory.resolve(FILE_NAME), Set.of(CREATE, READ, WRITE), permissions("rw-------"));
        try {
            lock(channel, directory);
            JournalHeader header = headerOf(channel, new JournalHeader(storeId, seed));
            if (!header.storeId().equals(storeId)) {
                throw new IOException(directory + " holds the payments of the store " + header.storeId());
            }
            syncDirectory(directory);
            return new FileJournal(channel, header);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Readable only by its owner, from the first byte on: it says who paid what. */
    private static FileAttribute<Set<PosixFilePermission>> permissions(String owners) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(owners));
    }

    @Override
    public long seed() {
        return header.seed();
    }

    @Override
    public void replay(Consumer<JournalLine> lines) throws IOException {
        LineReader reader = new LineReader(channel);
        reader.next(); // the header
        long good = reader.end();
        int number = 1;
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            number++;
            JournalLine read = parse(line);
            if (read == null) {
                cutTail(reader, good, number);
                break;
            }
            lines.accept(read);
            good = reader.end();
        }
        channel.position(good);
    }

    @Override
    public void append(List<JournalLine> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(lines.size() * 256);
        for (JournalLine line : lines) {
            bytes.writeBytes(JournalFormat.write(line));
            bytes.write('\n');
        }
        write(channel, bytes.toByteArray());
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close(); // also releases the lock
    }

    private void cutTail(LineReader reader, long good, int number) throws IOException {
        if (reader.next() != null) {
            throw new IOException(FILE_NAME + ": line " + number + " is damaged, and it is not the last");
        }
        LOG.log(System.Logger.Level.WARNING, "{0}: the last line was not finished; cut off", FILE_NAME);
        channel.truncate(good);
        channel.force(true);
    }

    private static @Nullable JournalLine parse(byte[] line) {
        if (line.length == 0 || line[line.length - 1] != '\n') {
            return null;
        }
        try {
            return JournalFormat.readLine(line);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static JournalHeader headerOf(FileChannel channel, JournalHeader fresh) throws IOException {
        byte[] first = new LineReader(channel).next();
        if (first == null || first[first.length - 1] != '\n') { // new, or the very first write was torn
            channel.truncate(0);
            channel.position(0);
            byte[] line = JournalFormat.write(fresh);
            write(channel, line);
            write(channel, new byte[] {'\n'});
            channel.force(true);
            return fresh;
        }
        try {
            JournalHeader header = JournalFormat.readHeader(first);
            if (JournalHeader.NAME.equals(header.journal()) && header.version() == JournalHeader.VERSION) {
                return header;
            }
        } catch (JacksonException e) {
            throw new IOException(FILE_NAME + " does not begin like a journal", e);
        }
        throw new IOException(FILE_NAME + " is not a journal of version " + JournalHeader.VERSION);
    }

    private static void lock(FileChannel channel, Path directory) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException(directory + " is in use by another simulator of this process", e);
        }
        throw new IOException(directory + " is in use by another simulator");
    }

    /** Makes the new file's name durable, on platforms that can open a directory. */
    private static void syncDirectory(Path directory) {
        try (FileChannel names = FileChannel.open(directory, READ)) {
            names.force(true);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "this platform does not sync directories", e);
        }
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Reads lines with their line feeds, so that an incomplete one can be detected. */
    private static final class LineReader {
        private final InputStream in;
        private long end;

        LineReader(FileChannel channel) throws IOException {
            channel.position(0);
            in = new BufferedInputStream(Channels.newInputStream(channel), LINE_MAX);
        }

        /** The next line, null at the end of the file; one that is too long comes in pieces that do not parse. */
        byte @Nullable [] next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(256);
            int b = 0;
            while (b != '\n' && line.size() < LINE_MAX) {
                b = in.read();
                if (b < 0) {
                    break;
                }
                line.write(b);
            }
            end += line.size();
            return line.size() == 0 ? null : line.toByteArray();
        }

        /** Bytes from the file's start to the end of the last line given. */
        long end() {
            return end;
        }
    }
}
