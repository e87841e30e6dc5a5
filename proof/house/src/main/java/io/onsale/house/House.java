package io.onsale.house;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The figures of a source tree, and what breaks its rules. */
final class House {
    static final int FILE_LINES_MAX = 300;
    static final int METHOD_LINES_MAX = 40;

    private final List<SourceFile> files;
    private final Map<String, SourceFile> byFullName;

    House(List<SourceFile> files) {
        this.files = files;
        this.byFullName = files.stream()
                .collect(Collectors.toMap(SourceFile::fullName, Function.identity(), (one, other) -> one));
    }

    static House of(Path root) throws IOException {
        return new House(SourceReader.readTree(root));
    }

    /** Files that are too long, as {@code name lines}. */
    List<String> longFiles() {
        return files.stream()
                .filter(file -> file.lines() > FILE_LINES_MAX)
                .map(file -> file.fullName() + " " + file.lines())
                .toList();
    }

    /** Methods that are too long, as {@code type.method lines}. */
    List<String> longMethods() {
        return files.stream()
                .flatMap(file -> file.methods().stream()
                        .filter(method -> method.lines() > METHOD_LINES_MAX)
                        .map(method -> file.fullName() + "." + method.name() + " " + method.lines()))
                .toList();
    }

    /** Simple names of more than one file, with the modules that have them. */
    Map<String, List<String>> sharedNames() {
        Map<String, List<String>> places = new TreeMap<>();
        files.forEach(file ->
                places.computeIfAbsent(file.name(), name -> new ArrayList<>()).add(file.packageName()));
        places.values().removeIf(packages -> packages.size() == 1);
        return places;
    }

    /** Features of a service that depend on each other in a circle, each set as a sorted list. */
    List<Set<String>> featureCircles() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (SourceFile file : files) {
            String feature = feature(file.packageName());
            if (!feature.isEmpty()) {
                Set<String> others = uses.computeIfAbsent(feature, name -> new TreeSet<>());
                file.imports().stream()
                        .map(House::packageOf)
                        .map(House::feature)
                        .filter(other -> !other.isEmpty() && !other.equals(feature) && sameService(feature, other))
                        .forEach(others::add);
            }
        }
        Set<Set<String>> circles = new LinkedHashSet<>();
        for (String feature : uses.keySet()) {
            Set<String> reached = closure(Set.of(feature), name -> uses.getOrDefault(name, Set.of()));
            Set<String> circle = reached.stream()
                    .filter(other -> closure(
                                    uses.getOrDefault(other, Set.of()), name -> uses.getOrDefault(name, Set.of()))
                            .contains(feature))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (circle.size() > 1) {
                circles.add(circle);
            }
        }
        return List.copyOf(circles);
    }

    /** How many types can be reached from one by imports and mentions, itself included: an upper bound of what a reader may need. */
    Set<String> reachable(String fullName) {
        return closure(Set.of(fullName), this::mentioned);
    }

    private Set<String> mentioned(String fullName) {
        SourceFile file = byFullName.get(fullName);
        if (file == null) {
            return Set.of();
        }
        Set<String> found = new TreeSet<>();
        file.imports().stream()
                .map(this::topLevel)
                .filter(byFullName::containsKey)
                .forEach(found::add);
        file.words().stream()
                .map(word -> file.packageName() + "." + word)
                .filter(byFullName::containsKey)
                .forEach(found::add);
        return found;
    }

    /** {@code a.b.Type} of {@code a.b.Type.Nested.member}. */
    private String topLevel(String imported) {
        String name = imported;
        while (!byFullName.containsKey(name) && name.contains(".")) {
            name = packageOf(name);
        }
        return name;
    }

    private static Set<String> closure(Collection<String> from, Function<String, Set<String>> next) {
        Set<String> seen = new TreeSet<>(from);
        Deque<String> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            next.apply(open.remove()).stream().filter(seen::add).forEach(open::add);
        }
        return seen;
    }

    private static String packageOf(String fullName) {
        return fullName.substring(0, Math.max(0, fullName.lastIndexOf('.')));
    }

    /** {@code io.onsale.queue.line} of {@code io.onsale.queue.line.redis}; empty outside a feature. */
    private static String feature(String packageName) {
        String[] parts = packageName.split("\\.", -1);
        boolean isService =
                parts.length > 3 && Set.of("queue", "seat", "ticket").contains(parts[2]);
        return isService && Character.isLowerCase(parts[3].charAt(0))
                ? String.join(".", parts[0], parts[1], parts[2], parts[3])
                : "";
    }

    private static boolean sameService(String one, String other) {
        return packageOf(one).equals(packageOf(other));
    }

    /** The figures as a table, one line per module and one for all. */
    String figures() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%-26s %6s %7s %16s %8s %14s %16s%n",
                "module", "files", "lines", "file med/p90/max", "methods", "med/p90/max", "flatMap nested"));
        Map<String, List<SourceFile>> modules =
                files.stream().collect(Collectors.groupingBy(SourceFile::module, TreeMap::new, Collectors.toList()));
        modules.forEach((module, of) -> text.append(line(module, of)));
        text.append(line("all", files));
        Map<String, Integer> packages = new HashMap<>();
        files.forEach(file -> packages.merge(file.packageName(), file.types(), Integer::sum));
        packages.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(3)
                .forEach(entry -> text.append(String.format("types in %s: %d%n", entry.getKey(), entry.getValue())));
        text.append(String.format("feature circles: %s%n", featureCircles()));
        text.append(
                String.format("names of more than one file: %s%n", sharedNames().keySet()));
        text.append(String.format("files over %d lines: %s%n", FILE_LINES_MAX, longFiles()));
        text.append(String.format("methods over %d lines: %s%n", METHOD_LINES_MAX, longMethods()));
        return text.toString();
    }

    private static String line(String name, List<SourceFile> of) {
        List<SourceMethod> methods =
                of.stream().flatMap(file -> file.methods().stream()).toList();
        int flatMaps = methods.stream().mapToInt(SourceMethod::flatMaps).sum();
        int nested = methods.stream().mapToInt(SourceMethod::nestedFlatMaps).sum();
        return String.format(
                "%-26s %6d %7d %16s %8d %14s %9d of %d%n",
                name,
                of.size(),
                of.stream().mapToInt(SourceFile::lines).sum(),
                spread(of.stream().mapToInt(SourceFile::lines)),
                methods.size(),
                spread(methods.stream().mapToInt(SourceMethod::lines)),
                nested,
                flatMaps);
    }

    private static String spread(IntStream values) {
        int[] sorted = values.sorted().toArray();
        return sorted.length == 0
                ? "-"
                : sorted[sorted.length / 2] + "/" + sorted[sorted.length * 9 / 10] + "/" + sorted[sorted.length - 1];
    }
}
