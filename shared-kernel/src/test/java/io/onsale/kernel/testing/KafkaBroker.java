package io.onsale.kernel.testing;

import io.onsale.embedded.Server;
import java.util.UUID;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Kafka broker with a prefix of its own for topics and groups:
 * {@snippet : @RegisterExtension static final KafkaBroker kafka = new KafkaBroker(); }
 * Starts on first use. {@code ONSALE_TEST_KAFKA_BOOTSTRAP} (host:port,…) names one that runs already. A topic must be created before it is
 * used: the broker does not make any by itself.
 */
public final class KafkaBroker implements BeforeAllCallback {
    private final String prefix = "test-" + UUID.randomUUID().toString().substring(0, 8) + "-";

    public String bootstrapServers() {
        String given = System.getenv("ONSALE_TEST_KAFKA_BOOTSTRAP");
        return given != null ? given : BuildServers.get(Server.KAFKA).kafkaBootstrap();
    }

    /** To put before each name of a topic or consumer group. */
    public String topicPrefix() {
        return prefix;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        bootstrapServers();
    }
}
