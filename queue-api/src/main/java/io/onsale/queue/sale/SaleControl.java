package io.onsale.queue.sale;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.ControlOutcome.AlreadyClosed;
import io.onsale.queue.sale.ControlOutcome.Changed;
import io.onsale.queue.sale.ControlOutcome.Conflict;
import io.onsale.queue.sale.ControlOutcome.Stepped;
import io.onsale.queue.sale.ControlOutcome.Unchanged;
import io.onsale.queue.sale.ControlOutcome.UnknownSale;
import io.onsale.queue.sale.SalePolicy.Limits;
import io.onsale.queue.sale.Sales.Change;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The operators' commands: first recorded with an audit entry, then applied to the line. If the line cannot be reached the command errors but
 * stays recorded, and is applied as soon as the line is back ({@link SaleBook}).
 */
public final class SaleControl {
    /** The command that changes limits, as recorded. */
    public static final String LIMIT = "limit";

    /** The command that shows fans a message, as recorded. */
    public static final String MESSAGE = "message";

    private static final String CALL = "call ";

    private final Sales sales;
    private final LineControl line;
    private final Step step;
    private final Clock clock;

    public SaleControl(Sales sales, LineControl line, Step step, Clock clock) {
        this.sales = sales;
        this.line = line;
        this.step = step;
        this.clock = clock;
    }

    /** How many fans a recorded command was to call; null if it is another command. */
    public static @Nullable Integer calls(String command) {
        return command.startsWith(CALL) ? Integer.valueOf(command.substring(CALL.length())) : null;
    }

    /**
     * Changes the limits.
     *
     * @param version the version that the operator has seen
     * @param reason for the audit; may be empty
     */
    public Mono<ControlOutcome> limit(SaleId sale, String who, long version, Limits limits, String reason) {
        return sales.find(sale)
                .flatMap(policy -> policy.version() != version
                        ? Mono.just(new Conflict(policy))
                        : change(who, LIMIT, reason, policy, policy.with(limits)))
                .defaultIfEmpty(new UnknownSale());
    }

    /**
     * Calls up to {@code count} fans beyond the rate, once: the recorded command makes a new version, so that a repeated command calls no fan. If
     * the line cannot be reached this errors, and is not done later; the figures show whether the fans were called.
     *
     * @param version the version that the operator has seen
     */
    public Mono<ControlOutcome> step(SaleId sale, String who, long version, int count, String reason) {
        return sales.find(sale)
                .flatMap(policy -> {
                    if (policy.state() == SaleState.CLOSED) {
                        return Mono.just(new AlreadyClosed());
                    }
                    return policy.version() != version
                            ? Mono.just(new Conflict(policy))
                            : change(who, CALL + count, reason, policy, policy.with(policy.limits()));
                })
                .flatMap(outcome -> outcome instanceof Changed changed
                        ? step.call(sale, count).map(called -> new Stepped(changed.policy(), called))
                        : Mono.just(outcome))
                .defaultIfEmpty(new UnknownSale());
    }

    /**
     * Shows fans a message, without changing the state. The last word stands: it replaces a pause's reason, and the reason of the next change
     * of state replaces it.
     *
     * @param text empty: nothing
     * @param reason for the audit; may be empty
     */
    public Mono<ControlOutcome> say(SaleId sale, String who, String text, String reason) {
        return sales.find(sale)
                .flatMap(policy -> say(policy, who, message(who, text), reason))
                .defaultIfEmpty(new UnknownSale());
    }

    private Mono<ControlOutcome> say(SalePolicy policy, String who, String text, String reason) {
        if (policy.state() == SaleState.CLOSED) {
            return Mono.just(new AlreadyClosed()); // its message says why
        }
        return policy.message().equals(text)
                ? line.apply(policy).thenReturn(new Unchanged(policy))
                : change(who, MESSAGE, reason, policy, policy.saying(text));
    }

    /** Changes the state: pause, resume, drain, close. A closed sale stays closed, unless it was sold out: then it may run again. */
    public Mono<ControlOutcome> changeState(SaleId sale, SaleState state, String who, String reason) {
        return sales.find(sale)
                .flatMap(policy -> changeState(policy, state, who, reason))
                .defaultIfEmpty(new UnknownSale());
    }

    private Mono<ControlOutcome> changeState(SalePolicy policy, SaleState state, String who, String reason) {
        if (policy.state() == state) {
            return line.apply(policy).thenReturn(new Unchanged(policy));
        }
        if (policy.state() == SaleState.CLOSED && !mayRunAgain(policy, state)) {
            return Mono.just(new AlreadyClosed());
        }
        SalePolicy next = policy.in(state, message(who, reason), clock.instant());
        return change(who, state.name().toLowerCase(Locale.ROOT), reason, policy, next);
    }

    /** Selling out has ended no pass and left the line as it was. */
    private boolean mayRunAgain(SalePolicy policy, SaleState state) {
        return state == SaleState.RUNNING
                && policy.isSoldOut()
                && policy.times().closesAt().isAfter(clock.instant());
    }

    /** The message for fans. An operator's reason never equals the mark of a sold-out sale, because an operator's closing ends all passes. */
    private static String message(String who, String reason) {
        return reason.equals(SoldOut.REASON) && !SoldOut.is(who, reason) ? "Sold out" : reason;
    }

    private Mono<ControlOutcome> change(
            String who, String command, String reason, SalePolicy before, SalePolicy after) {
        Change change = new Change(clock.instant(), who, command, reason, before, after);
        return sales.change(change).flatMap(outcome -> switch (outcome) {
            case WRITTEN -> apply(after);
            case OUTDATED -> conflict(after.sale());
        });
    }

    private Mono<ControlOutcome> apply(SalePolicy policy) {
        return line.apply(policy).thenReturn(new Changed(policy));
    }

    private Mono<ControlOutcome> conflict(SaleId sale) {
        return sales.find(sale).map(Conflict::new);
    }
}
