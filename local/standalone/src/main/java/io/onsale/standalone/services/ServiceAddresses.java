package io.onsale.standalone.services;

import io.onsale.embedded.PostgresAddress;

/**
 * The addresses of the services, and of what they connect to.
 *
 * @param redis {@code redis://:password@host:port}
 * @param kafka {@code host:port}
 */
public record ServiceAddresses(
        int queuePort,
        int seatPort,
        int ticketPort,
        int simulatorPort,
        String redis,
        PostgresAddress postgres,
        String kafka) {
    static final String HOST = "127.0.0.1"; // for each other, metrics and benches; not for the public

    public String queue() {
        return at(queuePort);
    }

    public String seat() {
        return at(seatPort);
    }

    public String ticket() {
        return at(ticketPort);
    }

    public String simulator() {
        return at(simulatorPort);
    }

    private static String at(int port) {
        return "http://" + HOST + ":" + port;
    }
}
