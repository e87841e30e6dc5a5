package io.onsale.audit;

import org.jspecify.annotations.Nullable;

/** @param oldest id of the oldest event; null if none waits */
record OutboxState(String table, long waiting, @Nullable String oldest) {}
