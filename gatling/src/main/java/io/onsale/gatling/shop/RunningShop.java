package io.onsale.gatling.shop;

import io.onsale.gatling.Loopback;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A shop that {@code ./onsale up} started, as its status file tells: {@code <home>/run/status.json}. Its secrets lie beside, in
 * {@code <home>/keys}.
 */
public final class RunningShop {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path home;
    private final JsonNode status;

    private RunningShop(Path home, JsonNode status) {
        this.home = home;
        this.status = status;
    }

    /** Whom to sign in as. */
    public record Account(String email, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return email;
        }
    }

    /** How to reach the database. */
    public record Database(String jdbcUrl, String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return jdbcUrl + " as " + user;
        }
    }

    /** Reads {@code statusFile}; throws {@link IllegalStateException} with advice if nothing runs. */
    public static RunningShop read(Path statusFile) {
        try {
            Path run = statusFile.toAbsolutePath().normalize().getParent();
            Path home = run == null ? null : run.getParent();
            if (home == null) {
                throw new IllegalArgumentException(statusFile + " is not in the folder of a shop");
            }
            return new RunningShop(home, JSON.readTree(Files.readAllBytes(statusFile)));
        } catch (IOException e) {
            throw new IllegalStateException("no shop runs here (cannot read " + statusFile + "): ./onsale up", e);
        }
    }

    /** The public origin. */
    public URI url() {
        return Loopback.require(URI.create(text("/url")));
    }

    public Account account(String role) {
        return new Account(text("/accounts/" + role + "/email"), text("/accounts/" + role + "/password"));
    }

    /** {@code redis://:password@host:port} */
    public String redis() {
        return text("/redis");
    }

    public Database database() {
        URI address = URI.create(text("/postgres")); // postgresql://user:password@host:port/database
        String[] user = address.getUserInfo().split(":", 2);
        return new Database(
                "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath(),
                user[0],
                user.length > 1 ? user[1] : "");
    }

    /** The payment provider's simulator, on its own port. */
    public URI simulator() {
        return URI.create(text("/services/simulator"));
    }

    /** What the simulator wants to see in {@code Authorization: PortOne …}. */
    public String simulatorSecret() {
        return secret("portone-api-secret");
    }

    /** Base64 of the secret under which fans' access tokens are made. */
    public String fanSecret() {
        return secret("fan-secret");
    }

    /** The key under which staff's access tokens are made, a JWK. */
    public String staffKey() {
        return secret("staff-signing-key.json");
    }

    /** The folder of the shop, {@code .onsale}. */
    public Path home() {
        return home;
    }

    private String secret(String name) {
        Path file = home.resolve("keys").resolve(name);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the shop's key " + file, e);
        }
    }

    private String text(String pointer) {
        JsonNode node = status.at(pointer);
        if (!node.isString()) {
            throw new IllegalStateException("the status file says nothing at " + pointer);
        }
        return node.stringValue();
    }
}
