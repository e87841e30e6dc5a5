package io.onsale.service.kafka;

import io.onsale.kernel.event.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Creates missing topics and waits until their partitions accept records. Each service does so, so that none has to start first.
 *
 * <p>Without the wait, a producer's first records may reach a broker that does not know yet that it leads the partition. Of several in
 * flight some are then refused and others not, and the producer sends the same ones out of order until its delivery time-out.
 */
final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final Duration BACKOFF_MIN = Duration.ofMillis(200);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

    private static final Duration LEADERS_WAIT_MAX =
            Duration.ofSeconds(10); // a partition without a leader must not stop the others

    private final KafkaSettings settings;

    Topics(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Completes when all topics exist; retries as long as the subscriber waits. Requests do not depend on it. */
    Mono<Void> present() {
        return Mono.defer(this::create)
                .subscribeOn(Schedulers.boundedElastic()) // the admin client reads files and resolves names
                .retryWhen(Retry.backoff(Long.MAX_VALUE, BACKOFF_MIN).maxBackoff(BACKOFF_MAX));
    }

    private Mono<Void> create() {
        return Mono.usingWhen(
                Mono.fromCallable(() ->
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()))),
                admin -> Mono.when(admin.createTopics(wanted()).values().values().stream()
                                .map(Topics::doneOrExisting)
                                .toList())
                        .then(Mono.defer(() -> led(admin))),
                Topics::close);
    }

    /** Succeeds only at the leader of the partition. */
    private Mono<Void> led(Admin admin) {
        Map<TopicPartition, OffsetSpec> ends = wanted().stream()
                .flatMap(topic -> IntStream.range(0, topic.numPartitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return Mono.fromCompletionStage(() -> admin.listOffsets(ends).all().toCompletionStage())
                .timeout(LEADERS_WAIT_MAX)
                .doOnError(e -> LOG.warn("Some partitions have no leader yet: {}", e.toString()))
                .onErrorComplete()
                .then();
    }

    /** Closing waits for the client's thread. The caller may be a timer's thread, which must not block. */
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
