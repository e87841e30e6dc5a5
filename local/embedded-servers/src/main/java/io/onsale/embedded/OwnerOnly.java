package io.onsale.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner may read, from the first byte on: they hold passwords, tokens or data about fans. */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** Creates the folder and its missing parents; an existing one is closed to others. */
    public static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        Files.setPosixFilePermissions(folder, FOLDER);
        return folder;
    }

    /** Replaces the file by this text, atomically. */
    public static void write(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(FILE));
        Files.writeString(part, text, UTF_8);
        Files.move(part, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    /** Closes an existing file to others, or creates an empty one. A device or pipe stays as it is. */
    public static Path present(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
        }
        if (Files.isRegularFile(file)) {
            Files.setPosixFilePermissions(file, FILE);
        }
        return file;
    }
}
