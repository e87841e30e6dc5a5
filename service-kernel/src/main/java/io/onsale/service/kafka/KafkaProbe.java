package io.onsale.service.kafka;

import io.onsale.service.health.StoreProbe;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Asks the brokers who they are. Its client, one thread, is made by the first question: most nodes are never asked. */
final class KafkaProbe implements StoreProbe, AutoCloseable {
    private static final int ANSWER_MAX_MS = 1_000;

    private final KafkaSettings settings;
    private @Nullable Admin admin; // guarded by this

    KafkaProbe(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public String store() {
        return "kafka";
    }

    @Override
    public Mono<Void> ping() {
        return Mono.fromCallable(this::admin)
                .subscribeOn(Schedulers.boundedElastic()) // the admin client reads files and resolves names
                .flatMap(client -> Mono.fromCompletionStage(
                        () -> client.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MAX_MS))
                                .nodes()
                                .toCompletionStage()))
                .then();
    }

    private synchronized Admin admin() {
        Admin known = admin;
        if (known == null) {
            known = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()));
            admin = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
