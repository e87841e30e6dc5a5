package io.onsale.embedded;

/** The address of a PostgreSQL database, with a user's credentials. */
public record PostgresAddress(String host, int port, String database, String user, String password) {

    /** Without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** Without user and password. */
    public String r2dbcUrl() {
        return "r2dbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** Another database of the same server. */
    public PostgresAddress database(String name) {
        return new PostgresAddress(host, port, name, user, password);
    }

    @Override
    public String toString() {
        return jdbcUrl() + " as " + user;
    }
}
