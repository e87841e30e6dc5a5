package io.onsale.ticket.catalogue;

import io.onsale.ticket.catalogue.EventTexts.TextChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a seller wants to change of an event; null: nothing. {@link EventEdits} decides what of it is still possible. */
public record EventChange(
        TextChange texts,
        @Nullable Instant visibleFrom,
        @Nullable Instant lobbyOpensAt,
        @Nullable Instant opensAt,
        @Nullable Instant closesAt,
        @Nullable Integer maxSeatsPerFan,
        @Nullable String order) {}
