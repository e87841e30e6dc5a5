package io.onsale.service.testing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Invalid values that a client might send instead of a valid one. */
final class BadValues {
    /** In a path, a query or a header. */
    static final List<String> TEXTS = List.of(
            "",
            " ",
            "\0",
            "null",
            "-1",
            "0",
            "NaN",
            "1.5",
            "9223372036854775808",
            "해무리",
            "\u202e\u200b",
            "..",
            "%",
            "a/b",
            "' or 1=1 --",
            "{}",
            "a".repeat(3_000));

    /** As JSON literals; a missing member is tried in addition. */
    private static final List<String> LITERALS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "9223372036854775808",
            "-9223372036854775809",
            "NaN",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\u202e\\u200b\"",
            "\"해무리\"",
            "\"-1\"",
            "\"+292278994-08-17T07:12:55.807Z\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"" + "a".repeat(20_000) + "\"",
            "{}",
            "{\"a\":{}}",
            "[]",
            "[null]",
            "[[]]");

    /** Instead of a body. */
    private static final List<String> BODIES = List.of(
            "",
            "null",
            "[]",
            "1",
            "\"text\"",
            "{",
            "{}}",
            "{\"a\":1,\"a\":2}",
            "\u0000",
            "\ufeff{}",
            "[".repeat(5_000),
            "{\"a\":".repeat(2_000));

    private static final String HERE = "\"@@here@@\""; // marks the place of a literal that is not JSON
    private static final JsonMapper JSON = JsonMapper.shared();

    private BadValues() {}

    /** Calls {@code use} with a copy of {@code body} for each combination of one place and one bad value there. */
    static void spoil(JsonNode body, Consumer<String> use) {
        BODIES.forEach(use);
        JsonNode whole = body.deepCopy();
        spoil(whole, whole, use);
    }

    private static void spoil(JsonNode whole, JsonNode part, Consumer<String> use) {
        if (part instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode good = Objects.requireNonNull(object.remove(name));
                use.accept(JSON.writeValueAsString(whole));
                object.put(name, "@@here@@");
                everyLiteral(whole, use);
                object.set(name, good);
                spoil(whole, good, use);
            }
            object.put("unknown member", 1);
            use.accept(JSON.writeValueAsString(whole));
            object.remove("unknown member");
        } else if (part instanceof ArrayNode array && !array.isEmpty()) {
            JsonNode good = array.get(0);
            array.set(0, JSON.valueToTree("@@here@@"));
            everyLiteral(whole, use);
            array.set(0, good);
            spoil(whole, good, use);
        }
    }

    private static void everyLiteral(JsonNode whole, Consumer<String> use) {
        String text = JSON.writeValueAsString(whole);
        LITERALS.forEach(literal -> use.accept(text.replace(HERE, literal)));
    }

    /**
     * An example body for {@code schema}.
     *
     * @param known values of members by name, where the schema is not specific enough
     */
    static JsonNode example(JsonNode document, JsonNode schema, Map<String, Object> known) {
        JsonNode real =
                schema.has("$ref") ? document.at(schema.path("$ref").asString().substring(1)) : schema;
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (real.path(choice).isArray() && !real.has("properties")) {
                return example(document, real.path(choice).get(0), known);
            }
        }
        if (real.has("enum")) {
            return real.path("enum").get(0);
        }
        return switch (type(real)) {
            case "object" -> object(document, real, known);
            case "array" -> JSON.createArrayNode().add(example(document, real.path("items"), known));
            case "integer", "number" -> JSON.valueToTree(real.path("minimum").asInt(1));
            case "boolean" -> JSON.valueToTree(true);
            default ->
                JSON.valueToTree("x".repeat(Math.max(1, real.path("minLength").asInt(1))));
        };
    }

    private static JsonNode object(JsonNode document, JsonNode schema, Map<String, Object> known) {
        ObjectNode object = JSON.createObjectNode();
        schema.path("properties").properties().forEach(property -> {
            Object value = known.get(property.getKey());
            object.set(
                    property.getKey(),
                    value == null ? example(document, property.getValue(), known) : JSON.valueToTree(value));
        });
        return object;
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        String first = type.isArray() ? type.get(0).asString("") : type.asString("");
        return first.isEmpty() && schema.has("properties") ? "object" : first;
    }
}
