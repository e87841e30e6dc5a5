package io.onsale.gatling.shop;

import io.onsale.gatling.load.Loopback;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A shop that {@code ./onsale up} started, according to its status file {@code <home>/run/status.json}. Its secrets are in
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

    /** The credentials of an account. */
    public record Login(String email, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return email;
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

    public Login account(String role) {
        return new Login(text("/accounts/" + role + "/email"), text("/accounts/" + role + "/password"));
    }

    /** The payment provider's simulator, on its own port. */
    public URI simulator() {
        return URI.create(text("/services/simulator"));
    }

    /** The secret for {@code Authorization: PortOne …}. */
    public String simulatorSecret() {
        return secret("portone-api-secret");
    }

    /** The secret of fans' access tokens, in Base64. */
    public String fanSecret() {
        return secret("fan-secret");
    }

    /** The signing key of staff's access tokens, a JWK. */
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
            throw new IllegalStateException("the status file has no " + pointer);
        }
        return node.stringValue();
    }
}
