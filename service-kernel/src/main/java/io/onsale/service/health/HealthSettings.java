package io.onsale.service.health;

import io.onsale.kernel.id.OpaqueId;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How this service is named to operators.
 *
 * @param service the last segment of its health's path: queue, seat or ticket
 * @param node the name of this node; by default the host's, and some random characters, because several may run on one host
 */
@Validated
@ConfigurationProperties("onsale.health")
record HealthSettings(@NotBlank String service, @Nullable String node) {
    private static final int SUFFIX = 4; // characters; a million values

    NodeName nodeName() {
        if (node != null && !node.isBlank()) {
            return new NodeName(node);
        }
        String host = System.getenv().getOrDefault("HOSTNAME", service);
        return new NodeName(host + "-" + OpaqueId.next().substring(0, SUFFIX));
    }
}
