package io.onsale.ticket.payment.r2dbc;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.payment.Attempt;
import io.onsale.ticket.payment.Attempt.State;
import io.onsale.ticket.payment.Payment;
import io.onsale.ticket.payment.Payments;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class PaymentTables implements Payments {
    private static final String ADD = """
            insert into payment (payment_id, booking_id, amount, currency, state)
            values (:payment, :booking, :amount, :currency, 'READY')
            """;
    private static final String FIND =
            "select payment_id, booking_id, amount, currency, state, refunded from payment where payment_id = :payment";
    private static final String MARK_PAID = """
            update payment set state = 'PAID', provider_status = :status, paid_at = :now
            where payment_id = :payment and state = 'READY'
            """;
    private static final String ADD_REFUNDED = """
            update payment set refunded = refunded + :amount
            where payment_id = :payment and currency = :currency and state = 'PAID' and refunded + :amount <= amount
            """;
    private static final String START = """
            insert into payment_attempt (attempt_id, payment_id, state, started_at, give_up_at, ask_after)
            values (:attempt, :payment, :state, :startedAt, :giveUpAt, :askAfter)
            """;
    private static final String SELECT_ATTEMPT =
            "select attempt_id, payment_id, state, reason, started_at, give_up_at from payment_attempt ";
    private static final String FIND_ATTEMPT = SELECT_ATTEMPT + "where attempt_id = :attempt";
    private static final String FIND_OPEN =
            SELECT_ATTEMPT + "where payment_id = :payment and state in ('SENT', 'UNKNOWN')";
    private static final String DECLINE = """
            update payment_attempt set state = 'DECLINED', reason = :reason, settled_at = :now
            where payment_id = :payment and state in ('SENT', 'UNKNOWN')
            """;
    private static final String DECLINE_STARTED_BEFORE = DECLINE + " and started_at < :askedAt";
    private static final String MARK_ATTEMPT_PAID = """
            update payment_attempt set state = 'PAID', settled_at = :now where attempt_id = (
              select attempt_id from payment_attempt where payment_id = :payment
              order by state in ('SENT', 'UNKNOWN') desc, started_at desc limit 1)
            """;
    private static final String MARK_UNKNOWN = """
            update payment_attempt set state = 'UNKNOWN', give_up_at = least(give_up_at, :giveUpAt), ask_after = :askAfter
            where attempt_id = :attempt and state = 'SENT'
            """;
    private static final String CLAIM_OPEN = """
            update payment_attempt set ask_after = :next where attempt_id in (
              select attempt_id from payment_attempt where state in ('SENT', 'UNKNOWN') and ask_after <= :now
              order by ask_after limit :limit for update skip locked)
            returning attempt_id, payment_id, state, reason, started_at, give_up_at
            """;

    private final DatabaseClient database;
    private final Clock clock;

    PaymentTables(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Mono<Void> add(Payment payment) {
        return database.sql(ADD)
                .bind("payment", payment.paymentId())
                .bind("booking", payment.booking().value())
                .bind("amount", payment.total().amount())
                .bind("currency", payment.total().currency())
                .then();
    }

    @Override
    public Mono<Payment> find(String paymentId) {
        return database.sql(FIND)
                .bind("payment", paymentId)
                .map(PaymentTables::payment)
                .one();
    }

    @Override
    public Mono<Void> markPaid(String paymentId, String providerStatus) {
        return database.sql(MARK_PAID)
                .bind("payment", paymentId)
                .bind("status", providerStatus)
                .bind("now", clock.instant())
                .then();
    }

    @Override
    public Mono<Boolean> addRefunded(String paymentId, Money amount) {
        return database.sql(ADD_REFUNDED)
                .bind("payment", paymentId)
                .bind("amount", amount.amount())
                .bind("currency", amount.currency())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Void> startAttempt(Attempt attempt, Instant askAfter) {
        return database.sql(START)
                .bind("attempt", attempt.attemptId())
                .bind("payment", attempt.paymentId())
                .bind("state", attempt.state().name())
                .bind("startedAt", attempt.startedAt())
                .bind("giveUpAt", attempt.giveUpAt())
                .bind("askAfter", askAfter)
                .then();
    }

    @Override
    public Mono<Attempt> findAttempt(String attemptId) {
        return database.sql(FIND_ATTEMPT)
                .bind("attempt", attemptId)
                .map(PaymentTables::attempt)
                .one();
    }

    @Override
    public Mono<Attempt> findOpenAttempt(String paymentId) {
        return database.sql(FIND_OPEN)
                .bind("payment", paymentId)
                .map(PaymentTables::attempt)
                .one();
    }

    @Override
    public Mono<Void> decline(String paymentId, String reason) {
        return database.sql(DECLINE)
                .bind("payment", paymentId)
                .bind("reason", reason)
                .bind("now", clock.instant())
                .then();
    }

    @Override
    public Mono<Void> decline(String paymentId, Instant askedAt, String reason) {
        return database.sql(DECLINE_STARTED_BEFORE)
                .bind("payment", paymentId)
                .bind("reason", reason)
                .bind("now", clock.instant())
                .bind("askedAt", askedAt)
                .then();
    }

    @Override
    public Mono<Void> markAttemptPaid(String paymentId) {
        return database.sql(MARK_ATTEMPT_PAID)
                .bind("payment", paymentId)
                .bind("now", clock.instant())
                .then();
    }

    @Override
    public Mono<Void> markUnknown(String attemptId, Instant giveUpAt, Instant askAfter) {
        return database.sql(MARK_UNKNOWN)
                .bind("attempt", attemptId)
                .bind("giveUpAt", giveUpAt)
                .bind("askAfter", askAfter)
                .then();
    }

    @Override
    public Flux<Attempt> claimOpen(Duration lease, int limit) {
        Instant now = clock.instant();
        return database.sql(CLAIM_OPEN)
                .bind("now", now)
                .bind("next", now.plus(lease))
                .bind("limit", limit)
                .map(PaymentTables::attempt)
                .all();
    }

    private static Payment payment(Readable row) {
        String currency = text(row, "currency");
        return new Payment(
                text(row, "payment_id"),
                new BookingId(text(row, "booking_id")),
                new Money(number(row, "amount"), currency),
                text(row, "state").equals("PAID"),
                new Money(number(row, "refunded"), currency));
    }

    private static Attempt attempt(Readable row) {
        return new Attempt(
                text(row, "attempt_id"),
                text(row, "payment_id"),
                State.valueOf(text(row, "state")),
                row.get("reason", String.class),
                time(row, "started_at"),
                time(row, "give_up_at"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static Instant time(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Instant.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
