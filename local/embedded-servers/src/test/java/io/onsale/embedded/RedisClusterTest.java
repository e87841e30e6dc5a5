package io.onsale.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisClusterTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1); // some 3 s on an idle machine

    @TempDir
    private Path folder;

    private RedisCluster cluster;

    @BeforeEach
    void start() {
        cluster = RedisCluster.in(folder).start();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void three_primaries_serve_all_slots_and_each_has_a_replica() {
        assertThat(cluster.nodes())
                .hasSize(6)
                .allSatisfy(node -> assertThat(node.call("CLUSTER", "INFO"))
                        .contains("cluster_state:ok", "cluster_slots_ok:16384", "cluster_size:3"));
        assertThat(cluster.nodes()).filteredOn(RedisClusterTest::isPrimary).hasSize(3);
        assertThat(cluster.nodes())
                .filteredOn(node -> !isPrimary(node))
                .allSatisfy(node -> assertThat(node.call("INFO", "replication")).contains("master_link_status:up"));
    }

    @Test
    void stopped_it_leaves_no_process_and_started_again_it_has_its_data() {
        cluster.ownerOf("seat").call("SET", "seat", "A-1");
        List<Long> pids = cluster.nodes().stream().map(RedisProcess::pid).toList();

        cluster.close();

        assertThat(pids).noneMatch(Processes::isAlive);
        cluster.start();
        assertThat(cluster.ownerOf("seat").call("GET", "seat")).isEqualTo("A-1");
    }

    @Test
    void a_killed_primary_is_replaced_by_its_replica_and_returns_as_a_replica() {
        RedisProcess old = cluster.ownerOf("seat");
        old.call("SET", "seat", "A-1");
        old.call("WAIT", "1", "10000");

        old.kill();

        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> cluster.ownerOf("seat") != old
                        && "A-1".equals(cluster.ownerOf("seat").call("GET", "seat")));
        old.start();
        cluster.awaitComplete();
        assertThat(isPrimary(old)).isFalse();
    }

    @Test
    void what_an_interrupted_start_left_is_removed() throws IOException {
        cluster.close();
        Files.delete(folder.resolve("formed"));
        Files.delete(folder.resolve("node-4/nodes.conf"));

        cluster.start();

        assertThat(cluster.nodes()).filteredOn(RedisClusterTest::isPrimary).hasSize(3);
    }

    @Test
    void started_on_other_ports_its_nodes_find_each_other() {
        cluster.ownerOf("seat").call("SET", "seat", "A-1");
        cluster.close();

        cluster = RedisCluster.in(folder).start();

        assertThat(cluster.ownerOf("seat").call("GET", "seat")).isEqualTo("A-1");
        assertThat(cluster.url())
                .isEqualTo(IntStream.range(0, 6)
                        .mapToObj(i -> "127.0.0.1:" + cluster.nodes().get(i).port())
                        .collect(java.util.stream.Collectors.joining(",", "redis://", "")));
    }

    private static boolean isPrimary(RedisProcess node) {
        return node.call("INFO", "replication").contains("role:master");
    }
}
