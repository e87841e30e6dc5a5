package io.onsale.service.testing.bad.line.redis;

import org.springframework.context.annotation.Configuration;

/** A configuration whose name does not say so. */
@Configuration(proxyBeanMethods = false)
class LineInRedis {}
