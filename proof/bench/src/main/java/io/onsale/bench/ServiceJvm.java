package io.onsale.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Command lines of the JVMs that a bench starts. */
final class ServiceJvm {
    /** As the launcher starts its services, so that the bench measures what people run. */
    private static final List<String> SERVICE_OPTIONS = List.of(
            "-Xms1g",
            "-Xmx1g",
            "-XX:+UseG1GC",
            System.getProperty("os.name").equals("Linux") ? "-XX:+UseTransparentHugePages" : "-XX:-UseLargePages",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dio.netty.leakDetection.samplingInterval=8192");

    private static final String OUR_CLASS_PATH = Objects.requireNonNull(System.getProperty("java.class.path"));

    /** Of the services alone, as the launcher has it: an ahead-of-time cache fits no other. */
    private static final String SERVICE_CLASS_PATH =
            Objects.requireNonNull(System.getProperty("onsale.bench.services", OUR_CLASS_PATH));

    private ServiceJvm() {}

    /** A service, also with the JVM options that the user has set for Onsale ({@code ONSALE_JAVA_OPTIONS}). */
    static ProcessBuilder service(Class<?> main, List<String> jvmOptions, List<String> arguments) {
        List<String> options = new ArrayList<>(SERVICE_OPTIONS);
        options.addAll(jvmOptions);
        String chosen = Objects.requireNonNullElse(System.getenv("ONSALE_JAVA_OPTIONS"), "");
        options.addAll(Arrays.stream(chosen.split(" ", -1))
                .filter(each -> !each.isBlank())
                .toList());
        options.add("-Dlogging.level.root=warn");
        return java(SERVICE_CLASS_PATH, options, main, arguments);
    }

    /** The server that services are compared with, with the same options. */
    static ProcessBuilder floor(List<String> arguments) {
        return java(OUR_CLASS_PATH, SERVICE_OPTIONS, FloorServer.class, arguments);
    }

    /** A class of the bench. */
    static ProcessBuilder helper(Class<?> main, List<String> jvmOptions) {
        return java(OUR_CLASS_PATH, jvmOptions, main, List.of());
    }

    /** The path of a program of the JDK that we run on: {@code java}, {@code jcmd} and so on. */
    static String program(String name) {
        return Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", name)
                .toString();
    }

    private static ProcessBuilder java(String classPath, List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(program("java"));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", classPath);
        return builder;
    }
}
