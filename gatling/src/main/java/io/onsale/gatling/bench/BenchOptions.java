package io.onsale.gatling.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the bench was asked for: {@code [paths|streams|cold|waiting] --name value … --flag …}. An option that its bench does not know is refused. */
final class BenchOptions {
    /** The benches. */
    enum Kind {
        PATHS(Set.of("paths", "pairs", "seconds", "warm", "connections", "driver", "peer-bar")),
        WAITING(Set.of("waiting", "pairs", "connections")),
        STREAMS(Set.of("watchers", "seconds", "changes", "gap", "nodes", "plot", "still")),
        COLD(Set.of("starts", "connections", "window", "steady-after"));

        private final Set<String> options;

        Kind(Set<String> options) {
            this.options = options;
        }
    }

    static final String USAGE = """
            ./onsale bench [--paths P,…] [--pairs N] [--seconds N] [--warm N] [--connections N] [--driver wrk|jvm] [--peer-bar]
                join, place read and hold beside the floor of this machine
              --paths P,…       of join, place and hold (all)
              --pairs N         how often floor and path alternate (1 to 50; 5)
              --seconds N       a run (1 to 60; 4)
              --warm N          seconds of each path beforehand (0 to 300; 40)
              --connections N   at the same time (1 to 1000; 64)
              --driver D        wrk if it is installed, else one of our own
              --peer-bar        as other waiting rooms were measured: 64 connections, warmed for 150 s, runs of 10 s, no seats
            ./onsale bench --waiting N [--pairs N] [--connections N]
                join and admission with N waiting beside 10,000, the opening of a drawn lobby of N, and one sale beside another
              --waiting N       20,000 to 2,000,000
            ./onsale bench streams [--watchers N,N,…] [--seconds N] [--changes N] [--gap N] [--nodes N] [--still] [--plot FILE]
                what each watcher costs, and how soon it is told
              --watchers N,…    ascending (10 to 200,000 each; 1000,10000,50000)
              --seconds N       of watching what Redis does, for each number (2 to 120; 20)
              --changes N       how often the sale is paused or resumed, for each number (2 to 100; 10)
              --gap N           seconds from one change to the next, enough for the slowest (1 to 10; 3)
              --nodes N         of queue-api (1 to 16; as many as the limit of open files asks for)
              --still           places do not move in the end
              --plot FILE       draws the result there, as SVG
            ./onsale bench cold [--starts N] [--connections N] [--window N] [--steady-after N]
                the first seconds after a start beside the same process when it is warm
              --starts N        of queue-api, for each path (1 to 20; 3)
              --window N        first seconds that are looked at (2 to 60; 12)
              --steady-after N  seconds from which on it counts as warm (2 to 600; 60)
            """;

    private static final Set<String> FLAGS = Set.of("peer-bar", "still");

    private final Kind kind;
    private final Map<String, String> values;

    private BenchOptions(Kind kind, Map<String, String> values) {
        this.kind = kind;
        this.values = values;
    }

    static BenchOptions parse(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        String word = "";
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.startsWith("--")) {
                String name = argument.substring(2);
                require(FLAGS.contains(name) || rest.hasNext(), argument + " needs a value");
                values.put(name, FLAGS.contains(name) ? "yes" : rest.next());
            } else {
                require(word.isEmpty(), "what is " + argument + "?");
                word = argument;
            }
        }
        Kind kind = kind(word, values.containsKey("waiting"));
        for (String name : values.keySet()) {
            require(name.equals("out") || kind.options.contains(name), "what is --" + name + "?");
        }
        return new BenchOptions(kind, values);
    }

    private static Kind kind(String word, boolean waiting) {
        return switch (word) {
            case "" -> waiting ? Kind.WAITING : Kind.PATHS;
            case "streams" -> Kind.STREAMS;
            case "cold" -> Kind.COLD;
            default -> throw new IllegalArgumentException("there is no bench " + word);
        };
    }

    Kind kind() {
        return kind;
    }

    boolean has(String flag) {
        return values.containsKey(flag);
    }

    Optional<Path> path(String name) {
        return Optional.ofNullable(values.get(name)).map(Path::of);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise, int lowest, int highest) {
        return number(name, text(name, Integer.toString(otherwise)), lowest, highest);
    }

    Duration seconds(String name, int otherwise, int lowest, int highest) {
        return Duration.ofSeconds(number(name, otherwise, lowest, highest));
    }

    /** Ascending numbers, separated by commas. */
    List<Integer> numbers(String name, String otherwise, int lowest, int highest) {
        List<Integer> numbers = Arrays.stream(text(name, otherwise).split(",", -1))
                .map(each -> number(name, each, lowest, highest))
                .toList();
        require(numbers.equals(numbers.stream().sorted().distinct().toList()), "--" + name + " must ascend");
        return numbers;
    }

    private static int number(String name, String text, int lowest, int highest) {
        int value;
        try {
            value = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " must be a number, not " + text, e);
        }
        require(value >= lowest && value <= highest, "--" + name + " must be " + lowest + " to " + highest);
        return value;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
