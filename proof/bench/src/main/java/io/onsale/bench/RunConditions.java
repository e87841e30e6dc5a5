package io.onsale.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The conditions of a run.
 *
 * @param redis the server program, if not the bundled one
 * @param load system load of the minute before, including the bench itself; above {@code processors} some threads waited
 * @param filesMax how many files, so also connections, one process may have open
 */
record RunConditions(int processors, String java, String redis, double load, long filesMax) {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern FILES = Pattern.compile("Max open files\\s+\\S+\\s+(\\d+)");
    private static final long FILES_ELSEWHERE = 10_000; // macOS and others, where only the shell knows

    static RunConditions now() {
        return new RunConditions(
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                Objects.requireNonNullElse(System.getenv("ONSALE_REDIS_SERVER"), ""),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                limitOfFiles());
    }

    private static long limitOfFiles() {
        try {
            Matcher files = FILES.matcher(Files.readString(LIMITS));
            return files.find() ? Long.parseLong(files.group(1)) : FILES_ELSEWHERE;
        } catch (IOException e) {
            return FILES_ELSEWHERE;
        }
    }

    /** The beginning of a report as JSON. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("processors", processors);
        json.put("java", java);
        json.put("redis", redis);
        json.put("load", load);
        json.put("filesMax", filesMax);
        json.put("settings", BenchEnvironment.SETTINGS);
        return json;
    }

    /** The end of a report as text. */
    String line() {
        String settings = BenchEnvironment.SETTINGS.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .sorted()
                .collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "%d processors, load %.1f before%s; set for the bench: %s%n",
                processors,
                load,
                redis.isEmpty() ? "" : "; Redis " + redis,
                settings.isEmpty() ? "nothing" : settings);
    }

    static String write(Map<String, Object> json) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(json);
    }
}
