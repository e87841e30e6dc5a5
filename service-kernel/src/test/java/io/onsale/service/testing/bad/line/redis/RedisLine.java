package io.onsale.service.testing.bad.line.redis;

/** A leaf that shows itself. */
public class RedisLine {
    public long length() {
        return 0;
    }
}
