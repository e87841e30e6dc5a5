package io.onsale.ticket.payment.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.flag;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.payment.Attempt;
import io.onsale.ticket.payment.Attempt.State;
import io.onsale.ticket.payment.Payment;
import io.onsale.ticket.payment.Payments;
import io.onsale.ticket.payment.Watch;
import io.r2dbc.spi.Readable;
import java.time.Duration;
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
    private static final String CLAIM_OPEN = """
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
    private static final String CLAIM_WATCHED = """
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

    PaymentTables(DatabaseClient database) {
        this.database = database;
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
                .bind("firstMs", Watch.PAID.first().toMillis())
                .bind("spanMs", Watch.PAID.span().toMillis())
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
    public Mono<Void> setRefunded(String paymentId, long amount) {
        return database.sql(SET_REFUNDED)
                .bind("payment", paymentId)
                .bind("amount", amount)
                .then();
    }

    @Override
    public Mono<Void> startAttempt(String attemptId, String paymentId, Duration askAfter, Duration giveUpAfter) {
        return database.sql(START)
                .bind("attempt", attemptId)
                .bind("payment", paymentId)
                .bind("giveUpMs", giveUpAfter.toMillis())
                .bind("askMs", askAfter.toMillis())
                .then();
    }

    @Override
    public Mono<Boolean> maySend(String attemptId, Duration within) {
        return database.sql(MAY_SEND)
                .bind("attempt", attemptId)
                .bind("withinMs", within.toMillis())
                .mapValue(Boolean.class)
                .one();
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
    public Mono<Void> decline(String attemptId, String reason) {
        return database.sql(DECLINE)
                .bind("attempt", attemptId)
                .bind("reason", reason)
                .then();
    }

    @Override
    public Mono<Void> markAttemptPaid(String paymentId) {
        return database.sql(MARK_ATTEMPT_PAID).bind("payment", paymentId).then();
    }

    @Override
    public Mono<Void> markUnknown(String attemptId, Duration askAfter, Duration giveUpAfter) {
        return database.sql(MARK_UNKNOWN)
                .bind("attempt", attemptId)
                .bind("giveUpMs", giveUpAfter.toMillis())
                .bind("askMs", askAfter.toMillis())
                .then();
    }

    @Override
    public Flux<DueAttempt> claimOpen(Duration lease, int limit) {
        return database.sql(CLAIM_OPEN)
                .bind("leaseMs", lease.toMillis())
                .bind("limit", limit)
                .map(row -> new DueAttempt(attempt(row), flag(row, "is_over")))
                .all();
    }

    @Override
    public Mono<Void> watch(String paymentId) {
        return database.sql(WATCH)
                .bind("payment", paymentId)
                .bind("firstMs", Watch.UNPAID.first().toMillis())
                .bind("spanMs", Watch.UNPAID.span().toMillis())
                .then();
    }

    @Override
    public Mono<Boolean> watchAnew(String paymentId) {
        return database.sql(WATCH_ANEW)
                .bind("payment", paymentId)
                .bind("paidSpanMs", Watch.PAID.span().toMillis())
                .bind("spanMs", Watch.UNPAID.span().toMillis())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Flux<Watched> claimWatched(Duration lease, int limit) {
        return database.sql(CLAIM_WATCHED)
                .bind("leaseMs", lease.toMillis())
                .bind("limit", limit)
                .map(row -> new Watched(text(row, "payment_id"), flag(row, "is_last")))
                .all();
    }

    @Override
    public Mono<Void> looked(String paymentId) {
        return database.sql(LOOKED)
                .bind("payment", paymentId)
                .bind("paidFirstMs", Watch.PAID.first().toMillis())
                .bind("paidMostMs", Watch.PAID.most().toMillis())
                .bind("firstMs", Watch.UNPAID.first().toMillis())
                .bind("mostMs", Watch.UNPAID.most().toMillis())
                .then();
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
                findText(row, "reason"));
    }
}
