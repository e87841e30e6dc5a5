package io.onsale.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Starts real Redis, PostgreSQL and Kafka on 127.0.0.1, from what is on the class path. */
public final class EmbeddedServers {
    private static final String BOOT_LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private EmbeddedServers() {}

    /** Like {@link #start(ServerPlan, Consumer)}, without progress. */
    public static RunningServers start(ServerPlan plan) {
        return start(plan, line -> {});
    }

    /**
     * Starts the servers of this plan in parallel and returns at once: see {@link RunningServers}. Processes that an earlier run left
     * behind are ended first. Fails if servers already run on this data folder for a process that is alive.
     *
     * @param progress receives one line per server that is ready, from another thread
     */
    public static synchronized RunningServers start(ServerPlan plan, Consumer<String> progress) {
        DataFolder folder = DataFolder.at(plan.data());
        try (FileChannel channel = FileChannel.open(folder.run().resolve("start.lock"), CREATE, WRITE);
                FileLock lock = channel.lock()) {
            Objects.requireNonNull(lock);
            new Leftovers(folder).end();
            folder.writePlan(plan);
            Process keeper = launch(folder);
            folder.writePid("keeper", keeper.pid());
            return new RunningServers(folder, plan, keeper.toHandle(), true, progress);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the servers on " + plan.data(), e);
        }
    }

    /** The servers that run on this data folder, started by another process; empty if there are none. */
    public static Optional<RunningServers> find(Path data) {
        if (!Files.isDirectory(data)) {
            return Optional.empty();
        }
        DataFolder folder = DataFolder.at(data);
        return Leftovers.keeperOf(folder)
                .flatMap(keeper -> folder.plan()
                        .filter(plan -> Processes.isAlive(plan.servedPid()))
                        .map(plan -> new RunningServers(folder, plan, keeper, false, line -> {})));
    }

    /** Ends the processes that an earlier run left behind, and deletes the data folder. Fails if the process that they serve is alive. */
    public static void discard(Path data) {
        if (Files.isDirectory(data)) {
            DataFolder folder = DataFolder.at(data);
            new Leftovers(folder).end();
            DataFolder.deleteTree(folder.root());
        }
    }

    private static Process launch(DataFolder folder) throws IOException {
        List<String> command = new ArrayList<>(ownSession());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // starts sooner; a single broker does not need more
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=keeper-logback.xml",
                "-Dslf4j.internal.verbosity=WARN",
                "-Dlog4j2.StatusLogger.level=OFF")); // its core is absent: only Kafka's log settings need it
        String classPath = classPath();
        if (isBootJar(classPath)) {
            command.addAll(List.of("-Dloader.main=" + Keeper.class.getName(), BOOT_LAUNCHER));
        } else {
            command.add(Keeper.class.getName());
        }
        command.add(folder.root().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.freshLog("keeper").toFile()));
        // not as an argument: a short command line can be read back, and identifies the Keeper
        builder.environment().put("CLASSPATH", classPath);
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // meant for the caller only, such as a debugger's port
        return builder.start();
    }

    /** Detaches from the terminal: Ctrl-C would end the servers before the process that uses them. */
    private static List<String> ownSession() {
        if (isOnPath("setsid")) {
            return List.of("setsid");
        }
        if (isOnPath("perl")) {
            return List.of("perl", "-MPOSIX", "-e", "setsid; exec @ARGV");
        }
        return List.of();
    }

    private static boolean isOnPath(String program) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return path.lines()
                .flatMap(line -> List.of(line.split(File.pathSeparator, -1)).stream())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Surefire gives its forks a jar with only a manifest, and the real class path in a property. */
    private static String classPath() {
        String tests = System.getProperty("surefire.test.class.path");
        if (tests != null) {
            return tests;
        }
        return Objects.requireNonNull(System.getProperty("java.class.path"));
    }

    private static boolean isBootJar(String classPath) {
        Path path = classPath.contains(File.pathSeparator) ? null : Path.of(classPath);
        return path != null && hasBootManifest(path);
    }

    private static boolean hasBootManifest(@Nullable Path path) {
        if (path == null || !Files.isRegularFile(path)) {
            return false;
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.getManifest() != null
                    && jar.getManifest().getMainAttributes().getValue("Spring-Boot-Lib") != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
