package io.onsale.embedded;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The servers' programs, unpacked from their Maven artifacts once per user and version into the user's cache. */
final class Binaries {
    private static final boolean MAC =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    private static final boolean ARM = List.of("aarch64", "arm64").contains(System.getProperty("os.arch"));
    private static final String OWN_REDIS = "ONSALE_REDIS_SERVER";
    private static final String REDIS_VERSION = "7.0.15"; // as the artifact names its files

    private Binaries() {}

    /** The path of {@code redis-server}: the one named in the environment, else the artifact's. */
    static Path redisServer() {
        String chosen = System.getenv(OWN_REDIS);
        return chosen == null || chosen.isBlank() ? redisOfArtifact() : executable(chosen);
    }

    /** @throws EmbeddedServersFailure if this user cannot run it */
    static Path executable(String chosen) {
        Path program = Path.of(chosen);
        if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
            throw new EmbeddedServersFailure(OWN_REDIS + " does not name an executable file: " + chosen);
        }
        return program.toAbsolutePath();
    }

    private static Path redisOfArtifact() {
        String resource = "redis-server-" + REDIS_VERSION + (MAC ? "-darwin-" : "-linux-") + (ARM ? "arm64" : "amd64");
        return unpacked("redis", resource, (from, folder) -> {
                    Path binary = folder.resolve("redis-server");
                    Files.copy(from, binary);
                    Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
                })
                .resolve("redis-server");
    }

    /** The folder with PostgreSQL's {@code bin}, {@code lib} and {@code share}. */
    static Path postgresHome() {
        String resource = "postgres-" + (MAC ? "darwin" : "linux") + (ARM ? "-arm_64" : "-x86_64") + ".txz";
        return unpacked("postgres", resource, Binaries::untar);
    }

    private interface Unpacking {
        void unpack(InputStream from, Path folder) throws IOException;
    }

    /** Unpacks beside the final folder and renames, under a lock: an incomplete folder is never used. */
    private static Path unpacked(String name, String resource, Unpacking unpacking) {
        URL url = Binaries.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new EmbeddedServersFailure("No " + name + " for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + " (" + resource + " is not on the class path)");
        }
        try {
            Path cache = cache();
            Path home = cache.resolve(name + "-" + fingerprint(url));
            if (Files.isDirectory(home)) {
                return home;
            }
            try (FileChannel channel = FileChannel.open(cache.resolve(name + ".lock"), CREATE, WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isDirectory(home)) {
                    Path part = cache.resolve(home.getFileName() + ".part");
                    DataFolder.deleteTree(part);
                    Files.createDirectories(part);
                    try (InputStream in = url.openStream()) {
                        unpacking.unpack(in, part);
                    }
                    Files.move(part, home, ATOMIC_MOVE);
                }
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + resource, e);
        }
    }

    /** Distinguishes two versions of the artifact without reading it: the checksum is in the jar's directory. */
    private static String fingerprint(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection inJar) {
            try (var jar = inJar.getJarFile()) {
                return Long.toHexString(jar.getEntry(inJar.getEntryName()).getCrc());
            }
        }
        return Long.toHexString(connection.getContentLengthLong());
    }

    private static Path cache() throws IOException {
        String home = System.getProperty("user.home");
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path perUser = MAC
                ? Path.of(home, "Library", "Caches", "onsale")
                : xdg != null && !xdg.isBlank() ? Path.of(xdg, "onsale") : Path.of(home, ".cache", "onsale");
        Path temporary =
                Path.of(System.getProperty("java.io.tmpdir"), "onsale-cache-" + System.getProperty("user.name"));
        Predicate<Path> usable = path -> {
            try {
                return Files.isWritable(Files.createDirectories(path));
            } catch (IOException e) {
                return false;
            }
        };
        if (usable.test(perUser)) {
            return perUser;
        }
        return Files.createDirectories(temporary);
    }

    private static void untar(InputStream from, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(from)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("An entry outside of its archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
