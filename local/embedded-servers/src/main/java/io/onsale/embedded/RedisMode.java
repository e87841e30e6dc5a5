package io.onsale.embedded;

/** How many servers Redis is. */
public enum RedisMode {
    /** One server. */
    SINGLE,
    /** A cluster of three primaries with a replica each. */
    CLUSTER
}
