package io.onsale.standalone;

import io.onsale.embedded.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Replaces the well-known password that the database was created with by this installation's own. */
final class DatabasePassword {
    private static final String INVALID_PASSWORD = "28P01";

    private DatabasePassword() {}

    /**
     * The address with the password that is valid from now on.
     *
     * @param password letters and digits
     */
    static PostgresAddress set(PostgresAddress fresh, String password) {
        PostgresAddress own = new PostgresAddress(fresh.host(), fresh.port(), fresh.database(), fresh.user(), password);
        try {
            if (!accepts(own)) {
                change(fresh, password);
            }
            return own;
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "PostgreSQL does not accept the password in .onsale/keys: do keys and data belong together? "
                            + "`./onsale reset` creates both anew, and deletes all data",
                    e);
        }
    }

    private static boolean accepts(PostgresAddress address) throws SQLException {
        try (Connection connection = connect(address)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if (INVALID_PASSWORD.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static void change(PostgresAddress address, String password) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute("alter role " + address.user() + " password '" + password + "'");
        }
    }

    private static Connection connect(PostgresAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
