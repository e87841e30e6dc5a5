package io.onsale.bench;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the watchers of a process, or of several, have received since they were asked last.
 *
 * @param watching streams open now
 * @param failed streams that did not open, or broke
 * @param places {@code place} events; {@code sales}, {@code comments} likewise; {@code others} all else
 * @param changes delays of changes of the sale, by the time at which they were made, microseconds since 1970
 * @param called delays since Redis called a fan
 */
record WatcherReport(
        int watching,
        int failed,
        long places,
        long sales,
        long comments,
        long others,
        Map<Long, Delays> changes,
        Delays called) {

    static WatcherReport nothing() {
        return new WatcherReport(0, 0, 0, 0, 0, 0, Map.of(), new Delays());
    }

    /** Delays of the change that was made at {@code change}. */
    Delays of(long change) {
        return changes.getOrDefault(change, new Delays());
    }

    /** Events and comments. */
    long received() {
        return places + sales + comments + others;
    }

    /** Of all changes. */
    Delays ofChanges() {
        Delays all = new Delays();
        changes.values().forEach(all::addAll);
        return all;
    }

    /** Of the watchers of both. */
    WatcherReport and(WatcherReport other) {
        Map<Long, Delays> all = new TreeMap<>();
        merge(all, changes);
        merge(all, other.changes);
        Delays turns = new Delays();
        turns.addAll(called);
        turns.addAll(other.called);
        return new WatcherReport(
                watching + other.watching,
                failed + other.failed,
                places + other.places,
                sales + other.sales,
                comments + other.comments,
                others + other.others,
                all,
                turns);
    }

    private static void merge(Map<Long, Delays> all, Map<Long, Delays> some) {
        some.forEach((at, delays) -> all.computeIfAbsent(at, id -> new Delays()).addAll(delays));
    }

    /** On one line. */
    String text() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("watching", watching)
                .put("failed", failed)
                .put("places", places)
                .put("sales", sales)
                .put("comments", comments)
                .put("others", others)
                .put("called", called.text());
        ObjectNode told = json.putObject("changes");
        changes.forEach((at, each) -> told.put(Long.toString(at), each.text()));
        return json.toString();
    }

    static WatcherReport parse(String text) {
        JsonNode json = JsonMapper.shared().readTree(text);
        Map<Long, Delays> changes = new TreeMap<>();
        json.path("changes")
                .properties()
                .forEach(each -> changes.put(
                        Long.valueOf(each.getKey()),
                        Delays.parse(each.getValue().stringValue(""))));
        return new WatcherReport(
                json.path("watching").intValue(),
                json.path("failed").intValue(),
                json.path("places").longValue(),
                json.path("sales").longValue(),
                json.path("comments").longValue(),
                json.path("others").longValue(),
                changes,
                Delays.parse(json.path("called").stringValue("")));
    }
}
