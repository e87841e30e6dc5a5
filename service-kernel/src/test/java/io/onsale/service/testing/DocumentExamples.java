package io.onsale.service.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The examples of an OpenAPI document: each must be of the schema that it illustrates, and may have no member that the schema lacks. */
final class DocumentExamples {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode components;
    private int examples;

    private DocumentExamples(JsonNode document) {
        this.components = closed(document.path("components").deepCopy());
    }

    static void check(JsonNode document) {
        DocumentExamples all = new DocumentExamples(document);
        all.walk(document.path("paths"), "");
        assertThat(all.examples).as("examples").isPositive();
    }

    private void walk(JsonNode node, String at) {
        if (node.has("example") && node.has("schema")) {
            examples++;
            assertThat(schema(node.path("schema")).validate(node.path("example").toString(), InputFormat.JSON))
                    .as("example at %s", at)
                    .isEmpty();
            return;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            walk(member.getValue(), at + "/" + member.getKey());
        }
    }

    private Schema schema(JsonNode inline) {
        ObjectNode schema = inline.deepCopy().asObject();
        schema.set("components", components);
        return SCHEMAS.getSchema(schema.toString(), InputFormat.JSON);
    }

    /** Every object has only the members that it names. */
    private static JsonNode closed(JsonNode node) {
        if (node.has("properties") && !node.has("additionalProperties")) {
            node.asObject().put("additionalProperties", false);
        }
        node.forEach(DocumentExamples::closed);
        return node;
    }
}
