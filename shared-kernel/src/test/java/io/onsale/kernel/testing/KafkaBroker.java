package io.onsale.kernel.testing;

import io.onsale.embedded.Server;
import java.util.UUID;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Kafka broker with a prefix of its own for topics and groups:
 * {@snippet : @RegisterExtension static final KafkaBroker kafka = new KafkaBroker(); }
 * Starts on first use. {@code ONSALE_TEST_KAFKA_BOOTSTRAP} (host:port,…) names one that is already running. Topics
 * must be created before use: the broker does not create them automatically.
 */
public final class KafkaBroker implements BeforeAllCallback {
    private final String prefix = "test-" + UUID.randomUUID().toString().substring(0, 8) + "-";

    public String bootstrapServers() {
        String given = System.getenv("ONSALE_TEST_KAFKA_BOOTSTRAP");
        return given != null ? given : BuildServers.get(Server.KAFKA).kafkaBootstrap();
    }

    /** The prefix for each name of a topic or consumer group. */
    public String topicPrefix() {
        return prefix;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        bootstrapServers();
    }
}
