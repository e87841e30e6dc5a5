package io.onsale.service.testing.bad.line.web;

import io.onsale.service.testing.bad.line.redis.RedisLine;

/** Uses the leaf of another package. */
class LineController {
    long length() {
        return new RedisLine().length();
    }
}
