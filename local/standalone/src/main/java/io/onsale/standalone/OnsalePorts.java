package io.onsale.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** All ports of one Onsale. Only {@code origin} is for the public. */
record OnsalePorts(int origin, int queue, int seat, int ticket, int simulator, int redis, int postgres, int kafka) {
    static final int ORIGIN_DEFAULT = 8080;

    /** The usual ports; {@code offset} moves all but the origin's, so that two checkouts can run. */
    static OnsalePorts of(int origin, int offset) {
        OnsalePorts ports = new OnsalePorts(
                origin,
                8081 + offset,
                8082 + offset,
                8083 + offset,
                8084 + offset,
                16_379 + offset,
                15_432 + offset,
                19_092 + offset);
        ports.byServer().forEach((server, port) -> {
            if (port < 1 || port > 65_535) {
                throw new UsageException(server + " cannot listen on port " + port);
            }
        });
        if (ports.byServer().values().stream().distinct().count()
                < ports.byServer().size()) {
            throw new UsageException("These options give the same port to two servers: " + ports.byServer());
        }
        return ports;
    }

    /** In the order in which people read them. */
    Map<String, Integer> byServer() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("origin", origin);
        all.put("queue-api", queue);
        all.put("seat-api", seat);
        all.put("ticket-api", ticket);
        all.put("simulator", simulator);
        all.put("Redis", redis);
        all.put("PostgreSQL", postgres);
        all.put("Kafka", kafka);
        return all;
    }

    /** The ports that are in use, by server; the origin's is checked on {@code originHost}. */
    Map<String, Integer> inUse(String originHost) {
        Map<String, Integer> taken = new LinkedHashMap<>();
        byServer().forEach((server, port) -> {
            if (!isFree(server.equals("origin") ? originHost : "127.0.0.1", port)) {
                taken.put(server, port);
            }
        });
        return taken;
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
