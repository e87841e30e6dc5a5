package io.onsale.ticket.gate.web;

import io.onsale.ticket.gate.EntryRules;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param gates empty: any gate is for everybody */
record EntryView(Instant doorsOpenAt, Instant lastEntryAt, List<EntryGateView> gates) {
    /** @param grades null: all */
    record EntryGateView(String name, @Nullable List<String> grades) {}

    static EntryView of(EntryRules rules) {
        return new EntryView(
                rules.doorsOpenAt(),
                rules.lastEntryAt(),
                rules.gates().stream()
                        .map(gate -> new EntryGateView(gate.name(), gate.grades()))
                        .toList());
    }
}
