package io.onsale.standalone;

import io.onsale.embedded.RedisMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code up} was asked for.
 *
 * @param host address that the origin listens on
 * @param redis one Redis, or a cluster
 */
record UpOptions(Home home, String host, OnsalePorts ports, RedisMode redis) {

    /**
     * The variables {@code ONSALE_PORT} and {@code ONSALE_PORT_OFFSET} stand in for options that were not given.
     *
     * @param port of the origin; null: not given
     * @param offset of all other ports; null: not given
     */
    static UpOptions of(
            Home home,
            String host,
            @Nullable Integer port,
            @Nullable Integer offset,
            RedisMode redis,
            Map<String, String> environment) {
        OnsalePorts ports = OnsalePorts.of(
                port == null ? number(environment, "ONSALE_PORT", OnsalePorts.ORIGIN_DEFAULT) : port,
                offset == null ? number(environment, "ONSALE_PORT_OFFSET", 0) : offset);
        return new UpOptions(home, host, ports, redis);
    }

    private static int number(Map<String, String> environment, String name, int unset) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            return unset;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new UsageException(name + " takes a number, not \"" + value + "\"");
        }
    }
}
