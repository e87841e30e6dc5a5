package io.onsale.portone;

import io.onsale.portone.idempotency.NamedRequests;
import io.onsale.portone.idempotency.NamedRequests.Start;
import io.onsale.portone.idempotency.RequestKey;
import io.onsale.portone.ledger.Ledger;
import io.onsale.portone.ledger.LedgerResult;
import io.onsale.portone.ledger.LedgerUnavailable;
import io.onsale.portone.payment.Card;
import io.onsale.portone.payment.Fact;
import io.onsale.portone.payment.Identifiers;
import io.onsale.portone.payment.PaymentCommand;
import io.onsale.portone.payment.PaymentOutcome;
import io.onsale.portone.payment.PaymentStatus;
import io.onsale.portone.payment.SimulatedPayment;
import io.onsale.portone.web.CommandExecutor;
import io.onsale.portone.web.CommandReply;
import io.onsale.portone.webhook.Webhook;
import io.onsale.portone.webhook.Webhook.Type;
import io.onsale.portone.webhook.WebhookSender;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Carries out a command: applies its idempotency key, delays it as the card requires, lets the ledger decide, sends the webhooks, and
 * holds back the answer as the card requires. The work continues when the caller hangs up, as PortOne's does.
 */
final class PaymentExecutor implements CommandExecutor, AutoCloseable {
    // a card may require the webhook to arrive first; a receiver that does not answer delays the answer by no more than
    // this
    private static final Duration WEBHOOK_FIRST_WAIT = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final NamedRequests keys;
    private final WebhookSender webhooks;
    private final Identifiers identifiers;
    private final Pace pace;
    private final Scheduler timer;
    private final Scheduler workers;
    private final Sinks.One<CommandReply> closing = Sinks.one();

    PaymentExecutor(
            Ledger ledger,
            NamedRequests keys,
            WebhookSender webhooks,
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
    public Mono<CommandReply> perform(PaymentCommand command, @Nullable RequestKey key, boolean skipWebhook) {
        if (key == null) {
            return detached(work(command, null, skipWebhook));
        }
        return Mono.defer(() -> switch (keys.begin(key)) {
            case Start.Fresh f -> detached(named(key, work(command, key, skipWebhook)));
            case Start.AnsweredBefore f -> Mono.just(new CommandReply.Performed(f.outcome()));
            case Start.Outstanding o -> Mono.just(new CommandReply.UnderWay());
            case Start.OtherRequest o -> Mono.just(new CommandReply.KeyOfOtherRequest());
            case Start.TooManyInFlight t -> Mono.error(new LedgerUnavailable("too many requests are under way"));
        });
    }

    /** Releases every held answer: its work is done or will not be done. */
    @Override
    public void close() {
        closing.tryEmitError(new LedgerUnavailable("the simulator is closing"));
    }

    private Mono<CommandReply> named(RequestKey key, Mono<CommandReply> work) {
        return work.doOnNext(answer -> {
                    if (answer instanceof CommandReply.Performed done) {
                        keys.finish(key, done.outcome());
                    }
                })
                .doOnError(e -> keys.forget(key));
    }

    private Mono<CommandReply> work(PaymentCommand command, @Nullable RequestKey key, boolean skipWebhook) {
        return beforeCharge(command)
                .then(Mono.defer(() -> ledger.submit(command, key)))
                .publishOn(workers) // off the ledger's thread
                .flatMap(
                        done -> announce(done, skipWebhook).then(holdBack(done)).thenReturn(done.outcome()))
                .map(CommandReply.Performed::new);
    }

    private Mono<Void> beforeCharge(PaymentCommand command) {
        boolean slow = command instanceof PaymentCommand.Confirm && cardOf(command) == Card.SLOW;
        return slow ? Mono.delay(pace.slowAnswer(), timer).then() : Mono.empty();
    }

    private @Nullable Card cardOf(PaymentCommand command) {
        return ledger.find(command.paymentId())
                .filter(payment -> payment.status() == PaymentStatus.PAY_PENDING)
                .map(SimulatedPayment::card)
                .orElse(null);
    }

    private Mono<Void> holdBack(LedgerResult done) {
        boolean late = done.fact() instanceof Fact.Paid
                && done.outcome() instanceof PaymentOutcome.Charged charged
                && charged.payment().card() == Card.TIMEOUT_AFTER_CHARGE;
        return late ? Mono.delay(pace.lateAnswer(), timer).then() : Mono.empty();
    }

    /** Sends the webhooks of a new fact; completes when the answer may be sent. */
    private Mono<Void> announce(LedgerResult done, boolean skipWebhook) {
        if (done.fact() == null || skipWebhook) {
            return Mono.empty(); // nothing has changed, or the caller wants no webhook
        }
        return switch (done.outcome()) {
            case PaymentOutcome.Authenticated o -> {
                post(Type.READY, o.payment());
                post(Type.PAY_PENDING, o.payment());
                yield Mono.empty();
            }
            case PaymentOutcome.Charged o -> announceCharge(o.payment());
            case PaymentOutcome.CardDeclined o -> {
                post(Type.FAILED, o.payment());
                yield Mono.empty();
            }
            case PaymentOutcome.GivenBack o -> {
                announceRefund(o);
                yield Mono.empty();
            }
            case PaymentOutcome.PriceFixed o -> Mono.empty();
            case PaymentOutcome.AcquirerFailed o -> Mono.empty();
            case PaymentOutcome.CommandRefused o -> Mono.empty();
            case PaymentOutcome.LostOnTheWay o -> Mono.empty();
        };
    }

    private Mono<Void> announceCharge(SimulatedPayment payment) {
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

    private void announceRefund(PaymentOutcome.GivenBack done) {
        boolean all = done.payment().status() == PaymentStatus.CANCELLED;
        Type type = all ? Type.CANCELLED : Type.PARTIAL_CANCELLED;
        webhooks.send(Webhook.of(type, done.payment(), done.refund(), identifiers));
    }

    private Mono<Void> post(Type type, SimulatedPayment payment) {
        return webhooks.send(Webhook.of(type, payment, identifiers));
    }

    /** Starts the work on subscription; cancelling only stops waiting for it. */
    private Mono<CommandReply> detached(Mono<CommandReply> work) {
        return Mono.defer(() -> {
            Sinks.One<CommandReply> result = Sinks.one();
            Mono.firstWithSignal(work, closing.asMono())
                    .subscribe(result::tryEmitValue, result::tryEmitError, result::tryEmitEmpty);
            return result.asMono();
        });
    }
}
