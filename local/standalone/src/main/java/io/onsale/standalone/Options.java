package io.onsale.standalone;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command line, read: {@code COMMAND [--home DIR] [--host ADDRESS] [--port N] [--port-offset N] [--json] [--count N] [--out FILE]}.
 * {@code ONSALE_PORT} and {@code ONSALE_PORT_OFFSET} stand in for the options that were not given.
 *
 * @param host address that the origin listens on
 * @param count how many tokens
 * @param out where tokens go; null = standard output
 */
record Options(
        String command,
        Path homeFolder,
        String host,
        Ports ports,
        boolean json,
        int count,
        @Nullable Path out) {
    private static final String HOME_DEFAULT = ".onsale";
    private static final String HOST_DEFAULT = "127.0.0.1"; // the simulator gives tickets away: not for every network
    private static final int TOKENS_MAX = 1_000_000; // ids have six digits up to here; 250 MB of text

    static Options parse(List<String> arguments, Map<String, String> environment) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        String command = Optional.ofNullable(rest.poll())
                .orElseThrow(() -> new UsageException("Say what to do: up, status, tokens or secrets"));
        Path home = Path.of(HOME_DEFAULT);
        String host = HOST_DEFAULT;
        int port = number(environment, "ONSALE_PORT", Ports.ORIGIN_DEFAULT);
        int offset = number(environment, "ONSALE_PORT_OFFSET", 0);
        boolean json = false;
        int count = 0;
        Path out = null;
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case "--home" -> home = Path.of(value(option, rest));
                case "--host" -> host = value(option, rest);
                case "--port" -> port = number(option, value(option, rest));
                case "--port-offset" -> offset = number(option, value(option, rest));
                case "--json" -> json = true;
                case "--count" -> count = number(option, value(option, rest));
                case "--out" -> out = Path.of(value(option, rest));
                default -> throw new UsageException("Unknown option: " + option);
            }
        }
        if (command.equals("tokens") && (count < 1 || count > TOKENS_MAX)) {
            throw new UsageException("--count takes 1 to " + TOKENS_MAX);
        }
        return new Options(command, home, host, Ports.of(port, offset), json, count, out);
    }

    Home home() {
        return Home.at(homeFolder);
    }

    private static String value(String option, Deque<String> rest) {
        String value = rest.poll();
        if (value == null || value.isBlank()) {
            throw new UsageException(option + " needs a value");
        }
        return value;
    }

    private static int number(Map<String, String> environment, String name, int unset) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? unset : number(name, value);
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new UsageException(name + " takes a number, not \"" + value + "\"");
        }
    }
}
