package io.onsale.kernel.testing;

import io.onsale.embedded.PostgresAddress;
import io.onsale.embedded.Server;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A real PostgreSQL with a database of its own, empty at first:
 * {@snippet : @RegisterExtension static final PostgresServer postgres = new PostgresServer(); }
 * Starts on first use. {@code ONSALE_TEST_POSTGRES_URL} (postgresql://user:password@host:port/database) names one that is already
 * running; its user must be allowed to create databases, which are dropped after the last test.
 */
public final class PostgresServer implements BeforeAllCallback {
    private static final @Nullable String GIVEN = System.getenv("ONSALE_TEST_POSTGRES_URL");

    private final List<String> databases = new CopyOnWriteArrayList<>();
    private @Nullable PostgresAddress address;

    public String jdbcUrl() {
        return address().jdbcUrl();
    }

    public String r2dbcUrl() {
        return address().r2dbcUrl();
    }

    public String username() {
        return address().user();
    }

    public String password() {
        return address().password();
    }

    public String host() {
        return address().host();
    }

    public int port() {
        return address().port();
    }

    public String database() {
        return address().database();
    }

    /** A new JDBC connection, to prepare and inspect data independently of the tested code. */
    public Connection connect() throws SQLException {
        return connect(address());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        String database = address().database();
        if (GIVEN != null) {
            context.getRoot().getStore(Namespace.create(PostgresServer.class)).put(database, (AutoCloseable)
                    () -> databases.forEach(name -> execute("drop database if exists " + name + " with (force)")));
        }
    }

    /** A copy of this database, to which nobody may be connected meanwhile. */
    public PostgresAddress copy() {
        return create(" template " + database());
    }

    private synchronized PostgresAddress address() {
        PostgresAddress known = address;
        if (known == null) {
            known = create("");
            address = known;
        }
        return known;
    }

    private PostgresAddress create(String how) {
        String database = "test_" + UUID.randomUUID().toString().replace("-", "");
        execute("create database " + database + how);
        databases.add(database);
        return server().database(database);
    }

    private static PostgresAddress server() {
        return GIVEN == null ? BuildServers.get(Server.POSTGRES).postgres() : parse(URI.create(GIVEN));
    }

    private static PostgresAddress parse(URI uri) {
        String[] who = uri.getUserInfo().split(":", 2);
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        return new PostgresAddress(uri.getHost(), port, uri.getPath().substring(1), who[0], who[1]);
    }

    private static void execute(String sql) {
        try (Connection connection = connect(server());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static Connection connect(PostgresAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
