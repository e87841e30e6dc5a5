package io.onsale.kernel.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks the tests that the build runs twice: on one Redis like all others, and on a Redis Cluster ({@code -Donsale.test.redis=cluster
 * -Dgroups=cluster} does it by hand). They use {@link RedisServer}, and only keys of ids of their own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("cluster")
public @interface AlsoOnCluster {}
