package io.onsale.gatling;

import io.gatling.javaapi.core.Simulation;
import io.onsale.gatling.load.Load;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs Gatling as a separate process, so that its output, its memory and its exit do not affect the caller. */
public final class GatlingProcess {
    /** The file for its output, in the results' folder. */
    public static final String LOG = "gatling.log";

    private static final List<String> JAVA_OPTIONS = List.of(
            "-Xmx1g", // a fan with its stream takes about 30 kB; the rest is for the report at the end
            "-XX:+UseParallelGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.lang=ALL-UNNAMED"); // its log file writer accesses the inside of strings

    private GatlingProcess() {}

    /**
     * Starts {@code story}.
     *
     * @param folder for the results, the log, and files that it would otherwise leave in the user's home
     * @param properties {@code onsale.…=value}, see {@link Load}
     * @param options of Gatling's command line
     */
    public static Process start(
            Class<? extends Simulation> story, Path folder, List<String> properties, String... options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JAVA_OPTIONS);
        command.add("-Djava.util.prefs.userRoot=" + folder);
        properties.forEach(property -> command.add("-D" + property));
        command.addAll(List.of("io.gatling.app.Gatling", "--simulation", story.getName(), "--results-folder"));
        command.add(folder.toString());
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(LOG).toFile());
        builder.environment().put("CLASSPATH", classPath());
        return builder.start();
    }

    /** Surefire gives its forks a jar with only a manifest, and the real class path in a property. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
