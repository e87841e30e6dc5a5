package io.onsale.service.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The progress of a service's consumer groups, and their dead letters. */
public final class Followers implements AutoCloseable {
    private final Admin admin;
    private final String prefix;

    /** @param prefix of topics and groups */
    public Followers(String bootstrapServers, String prefix) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.prefix = prefix;
    }

    /** The number of records of {@code topics} that {@code group} has not acknowledged, by partition; empty when it has caught up. */
    public Map<TopicPartition, Long> behind(String group, String... topics) {
        Map<TopicPartition, Long> ends = ends(topics);
        Map<TopicPartition, OffsetAndMetadata> done =
                get(admin.listConsumerGroupOffsets(prefix + group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> behind = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata acknowledged = done.get(partition);
            long left = end - (acknowledged == null ? 0 : acknowledged.offset());
            if (left > 0) {
                behind.put(partition, left);
            }
        });
        return behind;
    }

    /** The number of dead letters of {@code topics}. */
    public long buried(String... topics) {
        String[] dead = new String[topics.length];
        for (int i = 0; i < topics.length; i++) {
            dead[i] = topics[i] + ".dead";
        }
        return ends(dead).values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<TopicPartition, Long> ends(String... topics) {
        List<String> names =
                List.of(topics).stream().map(topic -> prefix + topic).toList();
        Map<TopicPartition, OffsetSpec> latest = get(admin.describeTopics(names).allTopicNames()).values().stream()
                .flatMap(topic ->
                        topic.partitions().stream().map(part -> new TopicPartition(topic.name(), part.partition())))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(latest).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
