package io.onsale.audit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stores to audit.
 *
 * @param redis {@code redis://:password@host:port}
 * @param provider the payment provider's simulator
 */
public record Deployment(
        String jdbcUrl, String user, String password, String redis, URI provider, String providerSecret) {

    /** @param postgres {@code postgresql://user:password@host:port/database} */
    public static Deployment at(URI postgres, String redis, URI provider, String providerSecret) {
        if (postgres.getUserInfo() == null || postgres.getHost() == null) {
            throw new IllegalArgumentException(
                    "the database's address must be postgresql://user:password@host:port/database");
        }
        String[] user = postgres.getUserInfo().split(":", 2);
        String port = postgres.getPort() < 0 ? "" : ":" + postgres.getPort();
        return new Deployment(
                "jdbc:postgresql://" + postgres.getHost() + port + postgres.getPath(),
                user[0],
                user.length > 1 ? user[1] : "",
                redis,
                provider,
                providerSecret);
    }

    /**
     * The Onsale that {@code ./onsale up} started; its secrets are in {@code keys} beside the status file's folder.
     *
     * @param status {@code <home>/run/status.json}; throws {@link IllegalStateException} if it cannot be read
     */
    public static Deployment readFrom(Path status) {
        try {
            JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(status));
            Path secret = status.toAbsolutePath().normalize().resolve("../../keys/portone-api-secret");
            return at(
                    URI.create(text(json, "/postgres")),
                    text(json, "/redis"),
                    URI.create(text(json, "/services/simulator")),
                    Files.readString(secret.normalize()).strip());
        } catch (IOException e) {
            throw new IllegalStateException("No Onsale runs here (cannot read " + status + "): ./onsale up", e);
        }
    }

    private static String text(JsonNode json, String pointer) {
        JsonNode node = json.at(pointer);
        if (!node.isString()) {
            throw new IllegalStateException("the status file has no " + pointer);
        }
        return node.stringValue();
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return jdbcUrl + " as " + user;
    }
}
