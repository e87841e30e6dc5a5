package io.onsale.ticket.gate;

import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.service.web.Problem.FieldError;
import io.onsale.ticket.gate.EntryRules.EntryGate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A seller says when and where people may enter a performance. */
public final class SetEntryRules {
    private static final Duration FROM_START_MAX = Duration.ofHours(24); // a later entry would be to another day's show

    /** The result. */
    public sealed interface Outcome {
        record Done(EntryRules rules) implements Outcome {}

        /** The caller has no such performance. */
        record NotFound() implements Outcome {}

        record Invalid(List<FieldError> errors) implements Outcome {}
    }

    private final GatePerformances performances;

    public SetEntryRules(GatePerformances performances) {
        this.performances = performances;
    }

    /** @param lastEntryAt null: six hours after the start */
    public Mono<Outcome> set(
            GateCaller caller,
            EventId event,
            PerformanceId performance,
            Instant doorsOpenAt,
            @Nullable Instant lastEntryAt,
            List<EntryGate> gates) {
        return performances
                .find(caller, performance)
                .filter(found -> found.event().equals(event))
                .<Outcome>flatMap(found -> {
                    Instant last = lastEntryAt == null ? found.startsAt().plus(EntryRules.LAST_AFTER) : lastEntryAt;
                    EntryRules rules = new EntryRules(doorsOpenAt, last, gates);
                    List<FieldError> errors = errors(found, rules);
                    return errors.isEmpty()
                            ? performances.setRules(found, rules, caller).thenReturn(new Outcome.Done(rules))
                            : Mono.just(new Outcome.Invalid(errors));
                })
                .defaultIfEmpty(new Outcome.NotFound());
    }

    private static List<FieldError> errors(GatePerformance performance, EntryRules rules) {
        List<FieldError> errors = new ArrayList<>();
        if (isFar(performance, rules.doorsOpenAt())) {
            errors.add(new FieldError("doorsOpenAt", "must be within 24 hours of the start"));
        }
        if (isFar(performance, rules.lastEntryAt()) || !rules.lastEntryAt().isAfter(rules.doorsOpenAt())) {
            errors.add(new FieldError("lastEntryAt", "must be after doorsOpenAt and within 24 hours of the start"));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < rules.gates().size(); i++) {
            EntryGate gate = rules.gates().get(i);
            if (!names.add(gate.name())) {
                errors.add(new FieldError("gates[" + i + "].name", "names a gate twice"));
            }
            if (gate.grades() != null && !performance.grades().containsAll(gate.grades())) {
                errors.add(new FieldError("gates[" + i + "].grades", "must be grades of the event"));
            }
        }
        return errors;
    }

    private static boolean isFar(GatePerformance performance, Instant time) {
        return Duration.between(performance.startsAt(), time).abs().compareTo(FROM_START_MAX) > 0;
    }
}
