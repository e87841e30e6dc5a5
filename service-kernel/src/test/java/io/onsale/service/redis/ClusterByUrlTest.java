package io.onsale.service.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;

class ClusterByUrlTest {
    @Test
    void several_hosts_are_nodes_of_a_cluster_and_the_rest_of_the_url_stays() {
        DataRedisProperties properties = read("rediss://default:a,b@one:6379,two:6380,three:6381");

        assertThat(nodes(properties)).containsExactly("one:6379", "two:6380", "three:6381");
        assertThat(properties.getUrl()).isEqualTo("rediss://default:a,b@one:6379");
    }

    @Test
    void several_hosts_need_no_login() {
        assertThat(nodes(read("redis://one:6379,two:6380"))).containsExactly("one:6379", "two:6380");
    }

    @Test
    void one_host_is_one_redis() {
        DataRedisProperties properties = read("redis://default:a,b@one:6379/3");

        assertThat(properties.getCluster()).isNull();
        assertThat(properties.getUrl()).isEqualTo("redis://default:a,b@one:6379/3");
    }

    @Test
    void without_a_url_nothing_is_changed() {
        assertThat(read(null).getCluster()).isNull();
    }

    private static List<String> nodes(DataRedisProperties properties) {
        return Objects.requireNonNull(
                Objects.requireNonNull(properties.getCluster()).getNodes());
    }

    private static DataRedisProperties read(@Nullable String url) {
        DataRedisProperties properties = new DataRedisProperties();
        properties.setUrl(url);
        new ClusterByUrl().postProcessAfterInitialization(properties, "redis");
        return properties;
    }
}
