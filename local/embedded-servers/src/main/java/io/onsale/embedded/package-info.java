/** Real Redis, PostgreSQL and Kafka out of Maven artifacts, run by a JVM of their own: the Keeper. */
@NullMarked
package io.onsale.embedded;

import org.jspecify.annotations.NullMarked;
