package io.onsale.service.kafka;

import io.onsale.kernel.event.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Creates the topics that are missing. Each service does it on its own, so none has to start first. */
final class Topics {
    private static final Duration BACKOFF_MIN = Duration.ofMillis(200);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

    private final KafkaSettings settings;

    Topics(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Completes when all topics are there; tries for as long as the subscriber waits: Kafka being away stops nobody's sales. */
    Mono<Void> present() {
        return Mono.defer(this::create)
                .subscribeOn(Schedulers.boundedElastic()) // the admin client reads files and looks names up
                .retryWhen(Retry.backoff(Long.MAX_VALUE, BACKOFF_MIN).maxBackoff(BACKOFF_MAX));
    }

    private Mono<Void> create() {
        return Mono.usingWhen(
                Mono.fromCallable(() ->
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()))),
                admin -> Mono.when(admin.createTopics(wanted()).values().values().stream()
                        .map(Topics::doneOrExisting)
                        .toList()),
                Topics::close);
    }

    /** Waits for the client's thread even so; whoever gives up may be a timer's thread, which must not. */
    private static Mono<Void> close(Admin admin) {
        return Mono.<Void>fromRunnable(() -> admin.close(Duration.ZERO)).subscribeOn(Schedulers.boundedElastic());
    }

    private static Mono<Void> doneOrExisting(KafkaFuture<Void> created) {
        return Mono.fromCompletionStage(created.toCompletionStage())
                .onErrorComplete(
                        e -> e instanceof TopicExistsException || e.getCause() instanceof TopicExistsException);
    }

    private List<NewTopic> wanted() {
        return Arrays.stream(Topic.values())
                .flatMap(topic -> Stream.of(
                        topic(settings.nameOf(topic), topic.partitions(), 0),
                        topic(settings.deadLettersOf(topic), 1, DeadLetters.HEADERS_BYTES_MAX)))
                .toList();
    }

    private NewTopic topic(String name, int partitions, int moreBytes) {
        return new NewTopic(name, partitions, (short) settings.replicationFactor())
                .configs(Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topic.RECORD_BYTES_MAX + moreBytes)));
    }
}
