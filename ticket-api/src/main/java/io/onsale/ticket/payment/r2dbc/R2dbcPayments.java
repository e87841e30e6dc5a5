package io.onsale.ticket.payment.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.flag;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.PaymentId;
import io.onsale.ticket.payment.Attempt;
import io.onsale.ticket.payment.Attempt.State;
import io.onsale.ticket.payment.AttemptId;
import io.onsale.ticket.payment.Payment;
import io.onsale.ticket.payment.Payments;
import io.onsale.ticket.payment.WatchSchedule;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcPayments implements Payments {
    private static final String ADD = """
            insert into payment (payment_id, booking_id, amount, currency, state)
            values (:payment, :booking, :amount, :currency, 'READY')
            """;
    private static final String FIND =
            "select payment_id, booking_id, amount, currency, state, refunded from payment where payment_id = :payment";
    private static final String MARK_PAID = """
            update payment set state = 'PAID', provider_status = :status, paid_at = statement_timestamp(),
                   looks = 0, look_after = statement_timestamp() + :firstMs * interval '1 millisecond',
                   look_until = statement_timestamp() + :spanMs * interval '1 millisecond'
            where payment_id = :payment and state = 'READY'
            """;
    private static final String ADD_REFUNDED = """
            update payment set refunded = refunded + :amount
            where payment_id = :payment and currency = :currency and state = 'PAID' and refunded + :amount <= amount
            """;
    private static final String SET_REFUNDED =
            "update payment set refunded = least(amount, :amount) where payment_id = :payment and state = 'PAID'";
    private static final String START = """
            insert into payment_attempt (attempt_id, payment_id, state, started_at, give_up_at, ask_after)
            values (:attempt, :payment, 'SENT', statement_timestamp(),
                    statement_timestamp() + :giveUpMs * interval '1 millisecond',
                    statement_timestamp() + :askMs * interval '1 millisecond')
            """;
    private static final String MAY_SEND = """
            select exists (select 1 from payment_attempt
            where attempt_id = :attempt and state = 'SENT' and give_up_at > statement_timestamp()
              and started_at + :withinMs * interval '1 millisecond' > statement_timestamp())
            """;
    private static final String ATTEMPT = "attempt_id, payment_id, state, reason";
    private static final String SELECT_ATTEMPT = "select " + ATTEMPT + " from payment_attempt ";
    private static final String FIND_ATTEMPT = SELECT_ATTEMPT + "where attempt_id = :attempt";
    private static final String FIND_OPEN =
            SELECT_ATTEMPT + "where payment_id = :payment and state in ('SENT', 'UNKNOWN')";
    private static final String DECLINE = """
            update payment_attempt set state = 'DECLINED', reason = :reason, settled_at = statement_timestamp()
            where attempt_id = :attempt and state in ('SENT', 'UNKNOWN')
            """;
    private static final String MARK_ATTEMPT_PAID = """
            update payment_attempt set state = 'PAID', settled_at = statement_timestamp() where attempt_id = (
              select attempt_id from payment_attempt where payment_id = :payment
              order by state in ('SENT', 'UNKNOWN') desc, started_at desc limit 1)
            """;
    private static final String MARK_UNKNOWN = """
            update payment_attempt set state = 'UNKNOWN',
                   give_up_at = least(give_up_at, statement_timestamp() + :giveUpMs * interval '1 millisecond'),
                   ask_after = statement_timestamp() + :askMs * interval '1 millisecond'
            where attempt_id = :attempt and state = 'SENT'
            """;
    private static final String LEASE_OPEN = """
            update payment_attempt set ask_after = statement_timestamp() + :leaseMs * interval '1 millisecond'
            where attempt_id in (
              select attempt_id from payment_attempt where state in ('SENT', 'UNKNOWN') and ask_after <= statement_timestamp()
              order by ask_after limit :limit for update skip locked)
            returning
            """ + ATTEMPT + ", give_up_at <= statement_timestamp() as is_over";
    private static final String WATCH = """
            update payment set looks = 0, look_after = statement_timestamp() + :firstMs * interval '1 millisecond',
                   look_until = statement_timestamp() + :spanMs * interval '1 millisecond'
            where payment_id = :payment and state = 'READY'
            """;
    private static final String WATCH_ANEW = """
            update payment set looks = 0, look_after = statement_timestamp(), look_until = statement_timestamp()
                   + case state when 'PAID' then :paidSpanMs else :spanMs end * interval '1 millisecond'
            where payment_id = :payment
            """;
    private static final String LEASE_WATCHED = """
            update payment set look_after = statement_timestamp() + :leaseMs * interval '1 millisecond'
            where payment_id in (
              select payment_id from payment where look_after <= statement_timestamp()
              order by look_after limit :limit for update skip locked)
            returning payment_id, look_until <= statement_timestamp() as is_last
            """;
    private static final String LOOKED = """
            update payment set looks = looks + 1, look_after = case when look_until > statement_timestamp() then
                   statement_timestamp() + interval '1 millisecond' * case state
                     when 'PAID' then least(:paidFirstMs * power(2, least(looks + 1, 30)), :paidMostMs)
                     else least(:firstMs * power(2, least(looks + 1, 30)), :mostMs) end end
            where payment_id = :payment and look_after is not null
            """;

    private final DatabaseClient database;

    R2dbcPayments(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(Payment payment) {
        return database.sql(ADD)
                .bind("payment", payment.paymentId().value())
                .bind("booking", payment.booking().value())
                .bind("amount", payment.total().amount())
                .bind("currency", payment.total().currency())
                .then();
    }

    @Override
    public Mono<Payment> find(PaymentId paymentId) {
        return database.sql(FIND)
                .bind("payment", paymentId.value())
                .map(R2dbcPayments::payment)
                .one();
    }

    @Override
    public Mono<Void> markPaid(PaymentId paymentId, String providerStatus) {
        return database.sql(MARK_PAID)
                .bind("payment", paymentId.value())
                .bind("status", providerStatus)
                .bind("firstMs", WatchSchedule.PAID.first().toMillis())
                .bind("spanMs", WatchSchedule.PAID.span().toMillis())
                .then();
    }

    @Override
    public Mono<Void> addRefunded(PaymentId paymentId, Money amount) {
        return database.sql(ADD_REFUNDED)
                .bind("payment", paymentId.value())
                .bind("amount", amount.amount())
                .bind("currency", amount.currency())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("more back than was paid for " + paymentId)))
                .then();
    }

    @Override
    public Mono<Void> setRefunded(PaymentId paymentId, long amount) {
        return database.sql(SET_REFUNDED)
                .bind("payment", paymentId.value())
                .bind("amount", amount)
                .then();
    }

    @Override
    public Mono<Void> startAttempt(AttemptId attemptId, PaymentId paymentId, Duration askAfter, Duration giveUpAfter) {
        return database.sql(START)
                .bind("attempt", attemptId.value())
                .bind("payment", paymentId.value())
                .bind("giveUpMs", giveUpAfter.toMillis())
                .bind("askMs", askAfter.toMillis())
                .then();
    }

    @Override
    public Mono<Boolean> maySend(AttemptId attemptId, Duration within) {
        return database.sql(MAY_SEND)
                .bind("attempt", attemptId.value())
                .bind("withinMs", within.toMillis())
                .mapValue(Boolean.class)
                .one();
    }

    @Override
    public Mono<Attempt> findAttempt(AttemptId attemptId) {
        return database.sql(FIND_ATTEMPT)
                .bind("attempt", attemptId.value())
                .map(R2dbcPayments::attempt)
                .one();
    }

    @Override
    public Mono<Attempt> findOpenAttempt(PaymentId paymentId) {
        return database.sql(FIND_OPEN)
                .bind("payment", paymentId.value())
                .map(R2dbcPayments::attempt)
                .one();
    }

    @Override
    public Mono<Void> decline(AttemptId attemptId, String reason) {
        return database.sql(DECLINE)
                .bind("attempt", attemptId.value())
                .bind("reason", reason)
                .then();
    }

    @Override
    public Mono<Void> markAttemptPaid(PaymentId paymentId) {
        return database.sql(MARK_ATTEMPT_PAID)
                .bind("payment", paymentId.value())
                .then();
    }

    @Override
    public Mono<Void> markUnknown(AttemptId attemptId, Duration askAfter, Duration giveUpAfter) {
        return database.sql(MARK_UNKNOWN)
                .bind("attempt", attemptId.value())
                .bind("giveUpMs", giveUpAfter.toMillis())
                .bind("askMs", askAfter.toMillis())
                .then();
    }

    @Override
    public Flux<DueAttempt> leaseOpen(Duration lease, int limit) {
        return database.sql(LEASE_OPEN)
                .bind("leaseMs", lease.toMillis())
                .bind("limit", limit)
                .map(row -> new DueAttempt(attempt(row), flag(row, "is_over")))
                .all();
    }

    @Override
    public Mono<Void> watch(PaymentId paymentId) {
        return database.sql(WATCH)
                .bind("payment", paymentId.value())
                .bind("firstMs", WatchSchedule.UNPAID.first().toMillis())
                .bind("spanMs", WatchSchedule.UNPAID.span().toMillis())
                .then();
    }

    @Override
    public Mono<Watching> watchAnew(PaymentId paymentId) {
        return database.sql(WATCH_ANEW)
                .bind("payment", paymentId.value())
                .bind("paidSpanMs", WatchSchedule.PAID.span().toMillis())
                .bind("spanMs", WatchSchedule.UNPAID.span().toMillis())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1 ? Watching.WATCHED : Watching.UNKNOWN_PAYMENT);
    }

    @Override
    public Flux<Watched> leaseWatched(Duration lease, int limit) {
        return database.sql(LEASE_WATCHED)
                .bind("leaseMs", lease.toMillis())
                .bind("limit", limit)
                .map(row -> new Watched(new PaymentId(text(row, "payment_id")), flag(row, "is_last")))
                .all();
    }

    @Override
    public Mono<Void> looked(PaymentId paymentId) {
        return database.sql(LOOKED)
                .bind("payment", paymentId.value())
                .bind("paidFirstMs", WatchSchedule.PAID.first().toMillis())
                .bind("paidMostMs", WatchSchedule.PAID.most().toMillis())
                .bind("firstMs", WatchSchedule.UNPAID.first().toMillis())
                .bind("mostMs", WatchSchedule.UNPAID.most().toMillis())
                .then();
    }

    private static Payment payment(Readable row) {
        String currency = text(row, "currency");
        return new Payment(
                new PaymentId(text(row, "payment_id")),
                new BookingId(text(row, "booking_id")),
                new Money(number(row, "amount"), currency),
                text(row, "state").equals("PAID"),
                new Money(number(row, "refunded"), currency));
    }

    private static Attempt attempt(Readable row) {
        return new Attempt(
                new AttemptId(text(row, "attempt_id")),
                new PaymentId(text(row, "payment_id")),
                State.valueOf(text(row, "state")),
                findText(row, "reason"));
    }
}
