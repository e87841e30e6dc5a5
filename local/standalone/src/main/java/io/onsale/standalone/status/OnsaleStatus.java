package io.onsale.standalone.status;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.onsale.standalone.keys.DemoAccounts;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What runs where, as {@code ./onsale status --json} prints it.
 *
 * @param url the public origin
 * @param services base URLs of each on its own port
 * @param redis {@code redis://:password@host:port}; of a cluster {@code host:port,host:port…} of all nodes
 * @param postgres with user and password: {@code postgresql://user:password@host:port/database}
 * @param kafka {@code host:port}
 * @param pids by {@code launcher keeper redis postgres}, of a cluster {@code redis-1} to {@code redis-6}; Kafka runs in the keeper, the services in the launcher
 */
@JsonPropertyOrder({"url", "services", "redis", "postgres", "kafka", "accounts", "pids"})
public record OnsaleStatus(
        String url,
        Services services,
        String redis,
        String postgres,
        String kafka,
        DemoAccounts accounts,
        Map<String, Long> pids) {

    /** The same, with the current pids of these processes: a restarted server is another process. */
    public OnsaleStatus withPids(Map<String, Long> now) {
        Map<String, Long> merged = new LinkedHashMap<>(pids);
        merged.putAll(now);
        return new OnsaleStatus(url, services, redis, postgres, kafka, accounts, merged);
    }

    /** Base URLs, without a trailing slash. */
    @JsonPropertyOrder({"queue", "seat", "ticket", "simulator"})
    public record Services(String queue, String seat, String ticket, String simulator) {}
}
