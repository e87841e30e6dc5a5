package io.onsale.gatling.bench;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What some watchers have heard since they were asked last.
 *
 * @param watching streams open now
 * @param failed streams that did not open, or broke
 * @param places {@code place} events; {@code sales}, {@code comments} likewise; {@code others} all else
 * @param changes of the sale by when they were made, microseconds since 1970
 * @param called when fans heard that it is their turn, since Redis called them
 */
record Heard(
        int watching,
        int failed,
        long places,
        long sales,
        long comments,
        long others,
        Map<Long, Told> changes,
        Told called) {

    static Heard nothing() {
        return new Heard(0, 0, 0, 0, 0, 0, Map.of(), new Told());
    }

    /** When they heard of the change that was made then. */
    Told of(long change) {
        return changes.getOrDefault(change, new Told());
    }

    /** Of all changes. */
    Told ofChanges() {
        Told all = new Told();
        changes.values().forEach(all::add);
        return all;
    }

    /** Of both processes' watchers. */
    Heard and(Heard other) {
        Map<Long, Told> all = new TreeMap<>();
        merge(all, changes);
        merge(all, other.changes);
        Told turns = new Told();
        turns.add(called);
        turns.add(other.called);
        return new Heard(
                watching + other.watching,
                failed + other.failed,
                places + other.places,
                sales + other.sales,
                comments + other.comments,
                others + other.others,
                all,
                turns);
    }

    private static void merge(Map<Long, Told> all, Map<Long, Told> some) {
        some.forEach((at, told) -> all.computeIfAbsent(at, id -> new Told()).add(told));
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

    static Heard parse(String text) {
        JsonNode json = JsonMapper.shared().readTree(text);
        Map<Long, Told> changes = new TreeMap<>();
        json.path("changes")
                .properties()
                .forEach(each -> changes.put(
                        Long.valueOf(each.getKey()), Told.parse(each.getValue().stringValue(""))));
        return new Heard(
                json.path("watching").intValue(),
                json.path("failed").intValue(),
                json.path("places").longValue(),
                json.path("sales").longValue(),
                json.path("comments").longValue(),
                json.path("others").longValue(),
                changes,
                Told.parse(json.path("called").stringValue("")));
    }
}
