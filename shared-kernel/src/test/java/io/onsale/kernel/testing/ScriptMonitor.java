package io.onsale.kernel.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Watches what scripts do on some servers, by {@code MONITOR}: a script may use no key but those of its call. Redis itself refuses only keys
 * that another node of a cluster has, and so would let a key pass that moves away one day.
 */
final class ScriptMonitor {
    private static final Pattern LINE = Pattern.compile("\\+\\S+ \\[\\d+ (\\S+)\\] (.*)");
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Set<String> WITHOUT_KEYS = Set.of("time", "info");
    private static final Set<String> ONLY_KEYS = Set.of("del", "unlink", "exists", "rename");
    private static final String TEST_KEY = "}test:"; // the clock that tests give to scripts
    private static final int WAIT_S = 30;

    private final List<URI> nodes;
    private final List<String> undeclared = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<String, CountDownLatch> awaited = new ConcurrentHashMap<>();
    private long marks;

    ScriptMonitor(List<URI> nodes) {
        this.nodes = nodes;
        nodes.forEach(this::follow);
    }

    /** What was used without being declared since the last time, as {@code command key, not of keys}. */
    synchronized List<String> takeUndeclared() {
        nodes.forEach(this::catchUp);
        List<String> taken = List.copyOf(undeclared);
        undeclared.removeAll(taken);
        return taken;
    }

    private void catchUp(URI node) {
        String mark = "mark-" + node.getPort() + "-" + marks++;
        CountDownLatch seen = new CountDownLatch(1);
        awaited.put(mark, seen);
        try (RedisWire wire = new RedisWire(node)) {
            wire.call("ECHO", mark);
            if (!seen.await(WAIT_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The monitor of " + node + " does not keep up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(URI node) {
        try {
            Socket socket = new Socket(node.getHost(), node.getPort()); // lives as long as this process
            socket.getOutputStream().write("MONITOR\r\n".getBytes(UTF_8));
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            lines.readLine(); // from here on everything is seen
            Thread.ofPlatform().daemon().name("redis-monitor").start(() -> read(lines));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot watch " + node, e);
        }
    }

    private void read(BufferedReader lines) {
        List<String> keys = List.of();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    continue;
                }
                List<String> words = words(parts.group(2));
                String command = words.getFirst().toLowerCase(Locale.ROOT);
                if (command.startsWith("eval")) {
                    keys = words.subList(3, 3 + Integer.parseInt(words.get(2)));
                } else if (parts.group(1).equals("lua")) {
                    check(command, words, keys);
                } else if (command.equals("echo")) {
                    CountDownLatch seen = awaited.remove(words.get(1));
                    if (seen != null) {
                        seen.countDown();
                    }
                }
            }
        } catch (IOException e) {
            undeclared.add("the monitor was closed: " + e);
        }
    }

    private void check(String command, List<String> words, List<String> declared) {
        for (String key : keys(command, words)) {
            if (!declared.contains(key) && !key.contains(TEST_KEY)) {
                undeclared.add(command + " " + key + ", not of " + declared);
            }
        }
    }

    private static List<String> keys(String command, List<String> words) {
        if (WITHOUT_KEYS.contains(command)) {
            return List.of();
        }
        int first = command.equals("xinfo") ? 2 : 1;
        return ONLY_KEYS.contains(command) ? words.subList(first, words.size()) : List.of(words.get(first));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group(1));
        }
        return words;
    }
}
