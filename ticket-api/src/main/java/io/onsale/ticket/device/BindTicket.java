package io.onsale.ticket.device;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.code.DeviceKey;
import io.onsale.ticket.code.StatementSigner.SignedStatement;
import io.onsale.ticket.code.TicketCodes;
import io.onsale.ticket.device.Bindings.Bindable;
import io.onsale.ticket.store.Atomic;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Binds a ticket to a device or to paper, and signs its statement. What was bound before no longer opens the gate. The same device again
 * changes nothing and gets the same answer.
 */
public final class BindTicket {
    /** How long after the start a statement is valid: covers a show that is put off by some days. */
    public static final Duration VALID_AFTER_START = Duration.ofDays(7);

    /** The result. */
    public sealed interface Outcome {
        record Done(Binding binding) implements Outcome {}

        /** Not bound; nothing has changed. */
        sealed interface Refusal extends Outcome {}

        /** The fan holds no such ticket. */
        record NotFound() implements Refusal {}

        record AlreadyUsed() implements Refusal {}

        record Voided() implements Refusal {}

        /** It has moved too often. */
        record NoRebindsLeft() implements Refusal {}
    }

    /** @param statement signed, for the device or the paper */
    public record Binding(
            TicketId ticket,
            PerformanceId performance,
            SignedStatement statement,
            int generation,
            Instant boundAt,
            int rebindsLeft) {}

    private final Bindings bindings;
    private final TicketCodes codes;
    private final Atomic atomic;

    public BindTicket(Bindings bindings, TicketCodes codes, Atomic atomic) {
        this.bindings = bindings;
        this.codes = codes;
        this.atomic = atomic;
    }

    /** @param device null: to paper */
    public Mono<Outcome> bind(FanId fan, TicketId ticket, @Nullable DeviceKey device) {
        return bindings.lock(fan, ticket)
                .flatMap(locked -> bind(locked, device))
                .defaultIfEmpty(new Step.Refused(new Outcome.NotFound()))
                .as(atomic::atomically)
                .flatMap(step -> switch (step) {
                    case Step.Bound bound -> sign(bound.ticket(), device);
                    case Step.Refused refused -> Mono.just(refused.outcome());
                });
    }

    /** What the transaction did; the signature comes after it. */
    private sealed interface Step {
        record Bound(Bindable ticket) implements Step {}

        record Refused(Outcome outcome) implements Step {}
    }

    private Mono<Step> bind(Bindable locked, @Nullable DeviceKey device) {
        Bindings.Bound before = locked.bound();
        boolean isSame = before != null && Objects.equals(before.device(), device);
        return switch (locked.state()) {
            case USED -> Mono.just(new Step.Refused(new Outcome.AlreadyUsed()));
            case VOIDED -> Mono.just(new Step.Refused(new Outcome.Voided()));
            case ISSUED -> {
                if (isSame) {
                    yield Mono.just(new Step.Bound(locked));
                }
                yield before == null || locked.rebinds() < Ticket.REBINDS_MAX
                        ? bindings.bind(locked, device).map(Step.Bound::new)
                        : Mono.just(new Step.Refused(new Outcome.NoRebindsLeft()));
            }
        };
    }

    private Mono<Outcome> sign(Bindable ticket, @Nullable DeviceKey device) {
        Instant validUntil = ticket.startsAt().plus(VALID_AFTER_START);
        Instant boundAt = Objects.requireNonNull(ticket.bound()).at();
        int rebindsLeft = Math.max(0, Ticket.REBINDS_MAX - ticket.rebinds());
        return codes.sign(ticket.ticket(), ticket.performance(), ticket.generation(), validUntil, device)
                .map(statement -> new Outcome.Done(new Binding(
                        ticket.ticket(), ticket.performance(), statement, ticket.generation(), boundAt, rebindsLeft)));
    }
}
