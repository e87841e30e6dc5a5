package io.onsale.service.testing.bad.line.web;

import io.onsale.service.testing.bad.line.redis.RedisLine;

/** Reaches into a neighbour's leaf. */
class LineController {
    long length() {
        return new RedisLine().length();
    }
}
