package io.onsale.standalone.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.onsale.embedded.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The file in which the launcher publishes what runs. It exists only while everything is ready. Only its owner may read it: it holds passwords. */
public final class StatusFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;

    public StatusFile(Path file) {
        this.file = file;
    }

    public void write(OnsaleStatus status) {
        try {
            OwnerOnly.write(file, toJson(status) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    public Optional<OnsaleStatus> find() {
        try {
            return Optional.of(JSON.readValue(Files.readString(file, UTF_8), OnsaleStatus.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file, e);
        }
    }

    public static String toJson(OnsaleStatus status) {
        return JSON.writeValueAsString(status);
    }

    /** {@code {"problems":[…]}}: what {@code status --json} prints while it is not up. */
    public static String problemsToJson(List<String> problems) {
        return JSON.writeValueAsString(Map.of("problems", problems));
    }
}
