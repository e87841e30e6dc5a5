package io.onsale.service.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The copy of a service's OpenAPI document beside its sources: the pages' types are generated from it, and a change of the contract shows in
 * the history. {@code -Donsale.contract=write} writes it anew.
 */
public final class ContractFile {
    private static final Path FILE = Path.of("openapi.json"); // in the module's folder, where its tests run
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private ContractFile() {}

    /** @param served the document that the service serves */
    public static void assertSameAs(String served) {
        ObjectNode document = (ObjectNode) JSON.readTree(served);
        document.remove("servers"); // where it was asked
        if ("write".equals(System.getProperty("onsale.contract"))) {
            write(document);
        }
        assertThat(JSON.writeValueAsString(document))
                .as("the contract differs from its copy; -Donsale.contract=write writes the copy anew")
                .isEqualTo(JSON.writeValueAsString(read()));
    }

    private static void write(JsonNode document) {
        try {
            Files.writeString(FILE, JSON.writeValueAsString(document) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read() {
        try {
            return JSON.readTree(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
