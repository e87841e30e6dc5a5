package io.onsale.ticket.refund.r2dbc;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.refund.Refund;
import io.onsale.ticket.refund.Refunds;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class RefundTables implements Refunds {
    private static final String ADD = """
            insert into refund (refund_id, payment_id, number, amount, currency, refunded_before, paid, cause, reason, state,
                                requested_at, try_after)
            select :refund, :payment, coalesce(max(number), 0) + 1, :amount, :currency, :before, :paid, :cause, :reason,
                   'REQUESTED', :now, :tryAfter
            from refund where payment_id = :payment
            """;
    private static final String EXISTS =
            "select exists (select 1 from refund where payment_id = :payment and cause = :cause)";
    private static final String IS_DONE =
            "select exists (select 1 from refund where refund_id = :refund and state = 'SUCCEEDED')";
    private static final String COLUMNS = "refund_id, payment_id, amount, currency, refunded_before, paid, reason";
    // one after another for each payment: an earlier one that is not done holds the later ones back
    private static final String IS_NEXT = """
            r.state = 'REQUESTED' and not exists (
              select 1 from refund earlier
              where earlier.payment_id = r.payment_id and earlier.state = 'REQUESTED' and earlier.number < r.number)
            """;
    private static final String FIND_NEXT =
            "select " + COLUMNS + " from refund r where r.refund_id = :refund and " + IS_NEXT;
    private static final String MARK_DONE =
            "update refund set state = 'SUCCEEDED', settled_at = :now where refund_id = :refund and state = 'REQUESTED'";
    private static final String CLAIM_DUE = """
            update refund set tries = tries + 1, try_after = :now + least(interval '5 seconds' * power(2, tries), interval '10 minutes')
            where refund_id in (
              select r.refund_id from refund r where r.try_after <= :now and
            """ + IS_NEXT + """
              order by r.try_after limit :limit for update skip locked)
            returning
            """ + COLUMNS;
    private static final String ADD_CANCELLATION = """
            insert into cancellation (cancellation_id, booking_id, ticket_ids, amount, fee, currency, reason, cancelled_at)
            values (:id, :booking, :tickets, :amount, :fee, :currency, :reason, :now)
            """;
    private static final String FIND_CANCELLATION =
            "select cancellation_id, ticket_ids, amount, fee, currency from cancellation where cancellation_id = :id";

    private final DatabaseClient database;
    private final Clock clock;

    RefundTables(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Mono<Void> add(Refund refund, Cause cause, Duration sendAfter) {
        Instant now = clock.instant();
        return database.sql(ADD)
                .bind("refund", refund.refundId())
                .bind("payment", refund.paymentId())
                .bind("amount", refund.amount().amount())
                .bind("currency", refund.amount().currency())
                .bind("before", refund.refundedBefore().amount())
                .bind("paid", refund.paid().amount())
                .bind("cause", cause.name())
                .bind("reason", refund.reason())
                .bind("now", now)
                .bind("tryAfter", now.plus(sendAfter))
                .then();
    }

    @Override
    public Mono<Boolean> exists(String paymentId, Cause cause) {
        return database.sql(EXISTS)
                .bind("payment", paymentId)
                .bind("cause", cause.name())
                .mapValue(Boolean.class)
                .one();
    }

    @Override
    public Mono<Boolean> isDone(String refundId) {
        return database.sql(IS_DONE)
                .bind("refund", refundId)
                .mapValue(Boolean.class)
                .one();
    }

    @Override
    public Mono<Refund> findNext(String refundId) {
        return database.sql(FIND_NEXT)
                .bind("refund", refundId)
                .map(RefundTables::refund)
                .one();
    }

    @Override
    public Mono<Void> markDone(String refundId) {
        return database.sql(MARK_DONE)
                .bind("refund", refundId)
                .bind("now", clock.instant())
                .then();
    }

    @Override
    public Flux<Refund> claimDue(int limit) {
        return database.sql(CLAIM_DUE)
                .bind("now", clock.instant())
                .bind("limit", limit)
                .map(RefundTables::refund)
                .all();
    }

    @Override
    public Mono<Void> addCancellation(String bookingId, Cancelled cancelled, String reason) {
        return database.sql(ADD_CANCELLATION)
                .bind("id", cancelled.cancellationId())
                .bind("booking", bookingId)
                .bind("tickets", cancelled.ticketIds().toArray(String[]::new))
                .bind("amount", cancelled.amount().amount())
                .bind("fee", cancelled.fee().amount())
                .bind("currency", cancelled.amount().currency())
                .bind("reason", reason)
                .bind("now", clock.instant())
                .then();
    }

    @Override
    public Mono<Cancelled> findCancellation(String cancellationId) {
        return database.sql(FIND_CANCELLATION)
                .bind("id", cancellationId)
                .map(row -> new Cancelled(
                        text(row, "cancellation_id"),
                        List.of(Objects.requireNonNull(row.get("ticket_ids", String[].class))),
                        money(row, "amount"),
                        money(row, "fee")))
                .one();
    }

    private static Refund refund(Readable row) {
        return new Refund(
                text(row, "refund_id"),
                text(row, "payment_id"),
                money(row, "amount"),
                money(row, "refunded_before"),
                money(row, "paid"),
                text(row, "reason"));
    }

    private static Money money(Readable row, String column) {
        return new Money(Objects.requireNonNull(row.get(column, Long.class)), text(row, "currency"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
