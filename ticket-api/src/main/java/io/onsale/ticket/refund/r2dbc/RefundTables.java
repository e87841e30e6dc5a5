package io.onsale.ticket.refund.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.flag;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.texts;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.payment.PaymentProvider.Returned;
import io.onsale.ticket.refund.Refund;
import io.onsale.ticket.refund.Refunds;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class RefundTables implements Refunds {
    private static final String ADD = """
            insert into refund (refund_id, payment_id, number, amount, currency, refunded_before, paid, cause, reason, state,
                                requested_at, try_after)
            select :refund, :payment, coalesce(max(number), 0) + 1, :amount, :currency, :before, :paid, :cause, :reason,
                   'REQUESTED', statement_timestamp(), statement_timestamp() + :afterMs * interval '1 millisecond'
            from refund where payment_id = :payment
            """;
    private static final String ADD_EXTERNAL = """
            insert into refund (refund_id, payment_id, number, amount, currency, refunded_before, paid, cause, reason, state,
                                requested_at, try_after, settled_at, cancellation_id, done_by)
            select :refund, :payment, coalesce(max(number), 0) + 1, :amount, :currency, 0, :paid, 'EXTERNAL', :reason,
                   'SUCCEEDED', statement_timestamp(), statement_timestamp(), statement_timestamp(), :cancellation, :by
            from refund where payment_id = :payment
            """;
    private static final String EXISTS =
            "select exists (select 1 from refund where payment_id = :payment and cause = :cause)";
    private static final String IS_REQUESTED =
            "select exists (select 1 from refund where refund_id = :refund and state = 'REQUESTED')";
    // a minute: no answer of the provider that is compared with the books was asked for longer ago
    private static final String COLUMNS = """
            refund_id, payment_id, cause, state, amount, currency, reason, cancellation_id,
            coalesce(settled_at < statement_timestamp() - interval '1 minute', false) as is_settled_long
            """;
    private static final String OF_PAYMENT =
            "select " + COLUMNS + " from refund where payment_id = :payment order by number";
    // one after another for each payment; one that fails again and again holds the others back for its first tries only
    private static final String IS_NEXT = """
            r.state = 'REQUESTED' and not exists (
              select 1 from refund earlier
              where earlier.payment_id = r.payment_id and earlier.state = 'REQUESTED' and earlier.number < r.number
                and earlier.tries < 5)
            """;
    private static final String FIND_NEXT =
            "select " + COLUMNS + " from refund r where r.refund_id = :refund and " + IS_NEXT;
    private static final String MARK_DONE = """
            update refund set state = 'SUCCEEDED', settled_at = statement_timestamp(), cancellation_id = :cancellation
            where refund_id = :refund and state = 'REQUESTED'
            """;
    private static final String MARK_FOUND = """
            update refund set state = 'SUCCEEDED', settled_at = coalesce(settled_at, statement_timestamp()),
                   cancellation_id = :cancellation, amount = :amount
            where refund_id = :refund
            """;
    private static final String SHRINK = """
            update refund set amount = case when :amount > 0 then :amount else amount end,
                   state = case when :amount > 0 then state else 'SUPERSEDED' end,
                   settled_at = case when :amount > 0 then settled_at else statement_timestamp() end
            where refund_id = :refund and state = 'REQUESTED'
            """;
    private static final String SHRINK_CANCELLATION =
            "update cancellation set amount = :amount where cancellation_id = :refund";
    private static final String CLAIM_DUE = """
            update refund set tries = tries + 1, try_after = statement_timestamp()
                   + least(interval '5 seconds' * power(2, least(tries, 10)), interval '10 minutes')
            where refund_id in (
              select r.refund_id from refund r where r.try_after <= statement_timestamp() and
            """ + IS_NEXT + """
              order by r.try_after limit :limit for update skip locked)
            returning
            """ + COLUMNS;
    private static final String ADD_CANCELLATION = """
            insert into cancellation (cancellation_id, booking_id, ticket_ids, amount, fee, currency, reason, cancelled_at)
            values (:id, :booking, :tickets, :amount, :fee, :currency, :reason, statement_timestamp())
            """;
    private static final String FIND_CANCELLATION =
            "select cancellation_id, ticket_ids, amount, fee, currency from cancellation where cancellation_id = :id";

    private final DatabaseClient database;

    RefundTables(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(Request request, Cause cause, Duration sendAfter) {
        return database.sql(ADD)
                .bind("refund", request.refundId())
                .bind("payment", request.paymentId())
                .bind("amount", request.amount().amount())
                .bind("currency", request.amount().currency())
                .bind("before", request.before().amount())
                .bind("paid", request.paid().amount())
                .bind("cause", cause.name())
                .bind("reason", request.reason())
                .bind("afterMs", sendAfter.toMillis())
                .then();
    }

    @Override
    public Mono<Void> addExternal(String paymentId, Returned returned, Money paid) {
        return database.sql(ADD_EXTERNAL)
                .bind("refund", OpaqueId.next())
                .bind("payment", paymentId)
                .bind("amount", returned.amount().amount())
                .bind("currency", returned.amount().currency())
                .bind("paid", paid.amount())
                .bind("reason", returned.reason())
                .bind("cancellation", returned.id())
                .bind("by", returned.doneBy())
                .then();
    }

    @Override
    public Flux<Refund> ofPayment(String paymentId) {
        return database.sql(OF_PAYMENT)
                .bind("payment", paymentId)
                .map(RefundTables::refund)
                .all();
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
    public Mono<Boolean> isRequested(String refundId) {
        return database.sql(IS_REQUESTED)
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
    public Mono<Void> markDone(String refundId, String cancellationId) {
        return database.sql(MARK_DONE)
                .bind("refund", refundId)
                .bind("cancellation", cancellationId)
                .then();
    }

    @Override
    public Mono<Void> markFound(String refundId, String cancellationId, Money amount) {
        return database.sql(MARK_FOUND)
                .bind("refund", refundId)
                .bind("cancellation", cancellationId)
                .bind("amount", amount.amount())
                .then();
    }

    @Override
    public Mono<Void> shrink(String refundId, Money amount) {
        return change(SHRINK, refundId, amount).then(change(SHRINK_CANCELLATION, refundId, amount));
    }

    private Mono<Void> change(String sql, String refundId, Money amount) {
        return database.sql(sql)
                .bind("refund", refundId)
                .bind("amount", amount.amount())
                .then();
    }

    @Override
    public Flux<Refund> claimDue(int limit) {
        return database.sql(CLAIM_DUE)
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
                .then();
    }

    @Override
    public Mono<Cancelled> findCancellation(String cancellationId) {
        return database.sql(FIND_CANCELLATION)
                .bind("id", cancellationId)
                .map(row -> new Cancelled(
                        text(row, "cancellation_id"),
                        List.of(texts(row, "ticket_ids")),
                        money(row, "amount"),
                        money(row, "fee")))
                .one();
    }

    private static Refund refund(Readable row) {
        return new Refund(
                text(row, "refund_id"),
                text(row, "payment_id"),
                Cause.valueOf(text(row, "cause")),
                Refund.State.valueOf(text(row, "state")),
                money(row, "amount"),
                text(row, "reason"),
                findText(row, "cancellation_id"),
                flag(row, "is_settled_long"));
    }

    private static Money money(Readable row, String column) {
        return new Money(number(row, column), text(row, "currency"));
    }
}
