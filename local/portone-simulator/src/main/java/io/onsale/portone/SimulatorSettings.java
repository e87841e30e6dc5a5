package io.onsale.portone;

import io.onsale.portone.webhook.WebhookSecret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator is set up; begin with {@link #of}.
 *
 * @param host address to listen on; 127.0.0.1 by default, since anybody who can reach it can check out
 * @param port 0 = a free one
 * @param apiSecret what callers present as {@code Authorization: PortOne …}; 1 to 256 characters
 * @param webhookSecret {@code whsec_} and 24 to 64 bytes in base64
 * @param webhookUrl where webhooks go; null = nowhere
 * @param dataDirectory where the journal is; null = memory only, lost at the end
 * @param seed makes ids and retry pauses repeatable; for the ids a data directory keeps the seed of its first run
 */
public record SimulatorSettings(
        String host,
        int port,
        String apiSecret,
        String webhookSecret,
        @Nullable URI webhookUrl,
        @Nullable Path dataDirectory,
        String storeId,
        Clock clock,
        long seed,
        Pace pace) {
    public SimulatorSettings {
        if (apiSecret.isBlank() || apiSecret.length() > 256) {
            throw new IllegalArgumentException("the API secret has 1 to 256 characters");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535");
        }
        if (webhookUrl != null && !webhookUrl.isAbsolute()) {
            throw new IllegalArgumentException("the webhook URL is absolute");
        }
        WebhookSecret.parse(webhookSecret);
    }

    /** In memory, on a free port of the loopback address, without webhooks. */
    public static SimulatorSettings of(String apiSecret, String webhookSecret) {
        return new SimulatorSettings(
                "127.0.0.1",
                0,
                apiSecret,
                webhookSecret,
                null,
                null,
                "store-simulator",
                Clock.systemUTC(),
                1,
                Pace.DEFAULT);
    }

    public SimulatorSettings listeningOn(String newHost, int newPort) {
        return new SimulatorSettings(
                newHost, newPort, apiSecret, webhookSecret, webhookUrl, dataDirectory, storeId, clock, seed, pace);
    }

    public SimulatorSettings withWebhookUrl(@Nullable URI url) {
        return new SimulatorSettings(
                host, port, apiSecret, webhookSecret, url, dataDirectory, storeId, clock, seed, pace);
    }

    public SimulatorSettings withDataDirectory(@Nullable Path directory) {
        return new SimulatorSettings(
                host, port, apiSecret, webhookSecret, webhookUrl, directory, storeId, clock, seed, pace);
    }

    public SimulatorSettings withStoreId(String store) {
        return new SimulatorSettings(
                host, port, apiSecret, webhookSecret, webhookUrl, dataDirectory, store, clock, seed, pace);
    }

    public SimulatorSettings withClock(Clock newClock) {
        return new SimulatorSettings(
                host, port, apiSecret, webhookSecret, webhookUrl, dataDirectory, storeId, newClock, seed, pace);
    }

    public SimulatorSettings withSeed(long newSeed) {
        return new SimulatorSettings(
                host, port, apiSecret, webhookSecret, webhookUrl, dataDirectory, storeId, clock, newSeed, pace);
    }

    public SimulatorSettings withPace(Pace newPace) {
        return new SimulatorSettings(
                host, port, apiSecret, webhookSecret, webhookUrl, dataDirectory, storeId, clock, seed, newPace);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SimulatorSettings[" + host + ":" + port + ", store " + storeId + ", webhooks to " + webhookUrl
                + ", data in " + dataDirectory + "]";
    }
}
