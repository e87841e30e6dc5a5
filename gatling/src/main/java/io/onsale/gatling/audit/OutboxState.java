package io.onsale.gatling.audit;

import org.jspecify.annotations.Nullable;

/** @param oldest id of the event that waits longest; null if none waits */
record OutboxState(String table, long waiting, @Nullable String oldest) {}
