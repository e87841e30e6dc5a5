package io.onsale.portone;

import io.onsale.portone.idempotency.IdempotencyKeys;
import io.onsale.portone.idempotency.IdempotencyKeys.Start;
import io.onsale.portone.idempotency.RequestKey;
import io.onsale.portone.ledger.Committed;
import io.onsale.portone.ledger.Ledger;
import io.onsale.portone.ledger.LedgerUnavailable;
import io.onsale.portone.payment.Card;
import io.onsale.portone.payment.Fact;
import io.onsale.portone.payment.Identifiers;
import io.onsale.portone.payment.Outcome;
import io.onsale.portone.payment.Payment;
import io.onsale.portone.payment.PaymentCommand;
import io.onsale.portone.payment.PaymentStatus;
import io.onsale.portone.web.Answer;
import io.onsale.portone.web.Desk;
import io.onsale.portone.webhook.Webhook;
import io.onsale.portone.webhook.Webhook.Type;
import io.onsale.portone.webhook.Webhooks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Carries out what a request asks for: names it, waits as its card says, has the ledger decide, sends the webhooks, and holds
 * the answer as its card says. The work goes on when the caller hangs up, as PortOne's does.
 */
final class PaymentDesk implements Desk, AutoCloseable {
    // the card's webhook is to be there first; a receiver that does not answer delays the answer by no more than this
    private static final Duration WEBHOOK_FIRST_WAIT = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final IdempotencyKeys keys;
    private final Webhooks webhooks;
    private final Identifiers identifiers;
    private final Pace pace;
    private final Scheduler timer;
    private final Scheduler workers;
    private final Sinks.One<Answer> closing = Sinks.one();

    PaymentDesk(
            Ledger ledger,
            IdempotencyKeys keys,
            Webhooks webhooks,
            Identifiers identifiers,
            Pace pace,
            Scheduler timer,
            Scheduler workers) {
        this.ledger = ledger;
        this.keys = keys;
        this.webhooks = webhooks;
        this.identifiers = identifiers;
        this.pace = pace;
        this.timer = timer;
        this.workers = workers;
    }

    @Override
    public Mono<Answer> perform(PaymentCommand command, @Nullable RequestKey key, boolean skipWebhook) {
        if (key == null) {
            return detached(work(command, null, skipWebhook));
        }
        return Mono.defer(() -> switch (keys.begin(key)) {
            case Start.Fresh f -> detached(named(key, work(command, key, skipWebhook)));
            case Start.Finished f -> Mono.just(new Answer.Done(f.outcome()));
            case Start.Outstanding o -> Mono.just(new Answer.Outstanding());
            case Start.OtherRequest o -> Mono.just(new Answer.KeyOfOtherRequest());
            case Start.TooManyInFlight t -> Mono.error(new LedgerUnavailable("too many requests are under way"));
        });
    }

    /** Lets go of every held answer; their work is done or will not be. */
    @Override
    public void close() {
        closing.tryEmitError(new LedgerUnavailable("the simulator is closing"));
    }

    private Mono<Answer> named(RequestKey key, Mono<Answer> work) {
        return work.doOnNext(answer -> {
                    if (answer instanceof Answer.Done done) {
                        keys.finish(key, done.outcome());
                    }
                })
                .doOnError(e -> keys.forget(key));
    }

    private Mono<Answer> work(PaymentCommand command, @Nullable RequestKey key, boolean skipWebhook) {
        return beforeCharge(command)
                .then(Mono.defer(() -> ledger.submit(command, key)))
                .publishOn(workers) // off the ledger's thread
                .flatMap(
                        done -> announce(done, skipWebhook).then(holdBack(done)).thenReturn(done.outcome()))
                .map(Answer.Done::new);
    }

    private Mono<Void> beforeCharge(PaymentCommand command) {
        boolean slow = command instanceof PaymentCommand.Confirm && cardOf(command) == Card.SLOW;
        return slow ? Mono.delay(pace.slowAnswer(), timer).then() : Mono.empty();
    }

    private @Nullable Card cardOf(PaymentCommand command) {
        return ledger.find(command.paymentId())
                .filter(payment -> payment.status() == PaymentStatus.PAY_PENDING)
                .map(Payment::card)
                .orElse(null);
    }

    private Mono<Void> holdBack(Committed done) {
        boolean late = done.fact() instanceof Fact.Paid
                && done.outcome() instanceof Outcome.Charged charged
                && charged.payment().card() == Card.TIMEOUT_AFTER_CHARGE;
        return late ? Mono.delay(pace.lateAnswer(), timer).then() : Mono.empty();
    }

    /** Sends what a new fact brings about; completes when the answer may leave. */
    private Mono<Void> announce(Committed done, boolean skipWebhook) {
        if (done.fact() == null || skipWebhook) {
            return Mono.empty(); // nothing happened, or nobody wants to know
        }
        return switch (done.outcome()) {
            case Outcome.Authenticated o -> {
                post(Type.READY, o.payment());
                post(Type.PAY_PENDING, o.payment());
                yield Mono.empty();
            }
            case Outcome.Charged o -> announceCharge(o.payment());
            case Outcome.Declined o -> {
                post(Type.FAILED, o.payment());
                yield Mono.empty();
            }
            case Outcome.GivenBack o -> {
                announceRefund(o);
                yield Mono.empty();
            }
            case Outcome.PriceFixed o -> Mono.empty();
            case Outcome.AcquirerFailed o -> Mono.empty();
            case Outcome.Refused o -> Mono.empty();
            case Outcome.LostOnTheWay o -> Mono.empty();
        };
    }

    private Mono<Void> announceCharge(Payment payment) {
        Card card = payment.card() == null ? Card.OK : payment.card();
        return switch (card) {
            case LOST_WEBHOOK -> Mono.empty();
            case WEBHOOK_BEFORE_RESPONSE -> post(Type.PAID, payment).timeout(WEBHOOK_FIRST_WAIT, Mono.empty(), timer);
            case DUPLICATE_WEBHOOK -> {
                post(Type.PAID, payment);
                post(Type.PAID, payment);
                yield Mono.empty();
            }
            case OK,
                    TIMEOUT_AFTER_CHARGE,
                    SLOW,
                    DECLINED,
                    ERROR_502,
                    SECRET_REFUSED,
                    FORBIDDEN,
                    TOO_MANY_REQUESTS,
                    GATEWAY_PAGE -> {
                post(Type.PAID, payment);
                yield Mono.empty();
            }
        };
    }

    private void announceRefund(Outcome.GivenBack done) {
        boolean all = done.payment().status() == PaymentStatus.CANCELLED;
        Type type = all ? Type.CANCELLED : Type.PARTIAL_CANCELLED;
        webhooks.send(Webhook.of(type, done.payment(), done.refund(), identifiers));
    }

    private Mono<Void> post(Type type, Payment payment) {
        return webhooks.send(Webhook.of(type, payment, identifiers));
    }

    /** Starts the work now; whoever subscribes only waits for it. */
    private Mono<Answer> detached(Mono<Answer> work) {
        return Mono.defer(() -> {
            Sinks.One<Answer> result = Sinks.one();
            Mono.firstWithSignal(work, closing.asMono())
                    .subscribe(result::tryEmitValue, result::tryEmitError, result::tryEmitEmpty);
            return result.asMono();
        });
    }
}
