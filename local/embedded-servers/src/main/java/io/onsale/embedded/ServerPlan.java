package io.onsale.embedded;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What to start and where.
 *
 * @param data folder of all files of these servers; used by one set of servers at a time
 * @param ports the servers to start, each with its port on 127.0.0.1; 0 = any free one
 * @param servedPid the process that these servers serve: they stop when it is gone
 * @param durable whether an acknowledged write is on the disk: Redis syncs once per second, PostgreSQL on each commit.
 *     Without it data survives the end of a process but not of the machine
 * @param temporary whether the data folder is deleted when the servers stop
 * @param redisPassword letters and digits; null: Redis requires none
 * @param redis one server, or a cluster on Redis' port and the {@value RedisCluster#PORTS} from there
 */
public record ServerPlan(
        Path data,
        Map<Server, Integer> ports,
        long servedPid,
        boolean durable,
        boolean temporary,
        @Nullable String redisPassword,
        RedisMode redis) {
    /** Any free port. */
    public static final int FREE_PORT = 0;

    public ServerPlan {
        data = data.toAbsolutePath().normalize();
        ports = Map.copyOf(ports);
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("A plan without servers");
        }
        ports.forEach((server, port) -> {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException(server.title() + " cannot listen on port " + port);
            }
        });
        if (redisPassword != null && !redisPassword.matches("[A-Za-z0-9]+")) {
            throw new IllegalArgumentException("Redis' password must be letters and digits");
        }
    }

    /** All three servers on free ports, durable, for this process. */
    public static ServerPlan in(Path data) {
        return new ServerPlan(
                data, freePorts(Server.values()), ProcessHandle.current().pid(), true, false, null, RedisMode.SINGLE);
    }

    /** Only these servers; a port set before is kept. */
    public ServerPlan only(Server... servers) {
        Map<Server, Integer> kept = freePorts(servers);
        kept.replaceAll((server, free) -> ports.getOrDefault(server, free));
        return new ServerPlan(data, kept, servedPid, durable, temporary, redisPassword, redis);
    }

    /** With this server on this port. */
    public ServerPlan port(Server server, int port) {
        Map<Server, Integer> changed = new EnumMap<>(ports);
        changed.put(server, port);
        return new ServerPlan(data, changed, servedPid, durable, temporary, redisPassword, redis);
    }

    /** For another process than this one. */
    public ServerPlan serving(long pid) {
        return new ServerPlan(data, ports, pid, durable, temporary, redisPassword, redis);
    }

    /** Without syncing to the disk. */
    public ServerPlan withoutSync() {
        return new ServerPlan(data, ports, servedPid, false, temporary, redisPassword, redis);
    }

    /** With data that is deleted when the servers stop. */
    public ServerPlan forgetting() {
        return new ServerPlan(data, ports, servedPid, durable, true, redisPassword, redis);
    }

    /** With a Redis that requires this password. */
    public ServerPlan redisPassword(String password) {
        return new ServerPlan(data, ports, servedPid, durable, temporary, password, redis);
    }

    /** With Redis like this. */
    public ServerPlan redis(RedisMode mode) {
        return new ServerPlan(data, ports, servedPid, durable, temporary, redisPassword, mode);
    }

    /** How many ports in a row the server takes. */
    int portCount(Server server) {
        return server == Server.REDIS && redis == RedisMode.CLUSTER ? RedisCluster.PORTS : 1;
    }

    Properties toProperties() {
        Properties properties = new Properties();
        ports.forEach((server, port) -> properties.setProperty("port." + server.word(), port.toString()));
        properties.setProperty("served-pid", Long.toString(servedPid));
        properties.setProperty("durable", Boolean.toString(durable));
        properties.setProperty("temporary", Boolean.toString(temporary));
        properties.setProperty("redis", redis.name());
        if (redisPassword != null) {
            properties.setProperty("redis-password", redisPassword);
        }
        return properties;
    }

    static ServerPlan of(Path data, Properties properties) {
        Map<Server, Integer> ports = new EnumMap<>(Server.class);
        for (Server server : Server.values()) {
            String port = properties.getProperty("port." + server.word());
            if (port != null) {
                ports.put(server, Integer.valueOf(port));
            }
        }
        return new ServerPlan(
                data,
                ports,
                Long.parseLong(properties.getProperty("served-pid")),
                Boolean.parseBoolean(properties.getProperty("durable")),
                Boolean.parseBoolean(properties.getProperty("temporary")),
                properties.getProperty("redis-password"),
                RedisMode.valueOf(properties.getProperty("redis", RedisMode.SINGLE.name())));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ServerPlan[" + data + ", " + ports + ", for process " + servedPid + "]";
    }

    private static Map<Server, Integer> freePorts(Server... servers) {
        Map<Server, Integer> ports = new EnumMap<>(Server.class);
        Arrays.stream(servers).forEach(server -> ports.put(server, FREE_PORT));
        return ports;
    }
}
