package io.onsale.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestServersTest {
    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    @RegisterExtension
    static final RedisServer otherRedis = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final PostgresServer otherPostgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    @Test
    void two_fields_share_a_redis_and_no_data() {
        assertThat(redis.port()).isEqualTo(otherRedis.port());
        assertThat(redis.database()).isPositive().isNotEqualTo(otherRedis.database());
        assertThat(redis.url()).isEqualTo("redis://127.0.0.1:" + redis.port() + "/" + redis.database());
    }

    @Test
    void two_fields_share_a_postgres_and_no_data() throws SQLException {
        try (Connection connection = postgres.connect();
                Connection other = otherPostgres.connect()) {
            connection.createStatement().execute("create table seats (id int)");
            other.createStatement().execute("create table seats (id int)");
        }
        assertThat(postgres.port()).isEqualTo(otherPostgres.port());
    }

    @Test
    void kafka_listens() throws Exception {
        String[] address = kafka.bootstrapServers().split(":");

        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            assertThat(socket.isConnected()).isTrue();
        }
        assertThat(kafka.topicPrefix()).isNotEqualTo(new KafkaBroker().topicPrefix());
    }
}
