package io.onsale.ticket.refund.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.flag;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.texts;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.PaymentId;
import io.onsale.ticket.payment.PaymentProvider.Returned;
import io.onsale.ticket.refund.Refund;
import io.onsale.ticket.refund.RefundId;
import io.onsale.ticket.refund.Refunds;
import io.onsale.ticket.ticket.TicketId;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcRefunds implements Refunds {
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
    // a minute: longer than any answer of the provider takes that is compared with our records
    private static final String COLUMNS = """
            refund_id, payment_id, cause, state, amount, currency, reason, cancellation_id,
            coalesce(settled_at < statement_timestamp() - interval '1 minute', false) as is_settled_long
            """;
    private static final String OF_PAYMENT =
            "select " + COLUMNS + " from refund where payment_id = :payment order by number";
    // one at a time per payment; one that keeps failing holds back the others for its first tries only
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
    private static final String LEASE_DUE = """
            update refund set tries = tries + 1, try_after = statement_timestamp()
                   + least(interval '5 seconds' * power(2, least(tries, 10)), interval '10 minutes')
            where refund_id in (
              select r.refund_id from refund r where r.try_after <= statement_timestamp() and
            """ + IS_NEXT + """
              order by r.try_after limit :limit for update skip locked)
            returning
            """ + COLUMNS;
    private static final String ADD_CANCELLATION = """
            insert into cancellation (cancellation_id, booking_id, ticket_ids, amount, fee, currency, reason, origin, cancelled_at)
            values (:id, :booking, :tickets, :amount, :fee, :currency, :reason, :origin, statement_timestamp())
            """;
    private static final String FIND_CANCELLATION =
            "select cancellation_id, ticket_ids, amount, fee, currency from cancellation where cancellation_id = :id";

    private final DatabaseClient database;

    R2dbcRefunds(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(Request request, Cause cause, Duration sendAfter) {
        return database.sql(ADD)
                .bind("refund", request.id().value())
                .bind("payment", request.payment().value())
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
    public Mono<Void> addExternal(PaymentId payment, Returned returned, Money paid) {
        return database.sql(ADD_EXTERNAL)
                .bind("refund", RefundId.next().value())
                .bind("payment", payment.value())
                .bind("amount", returned.amount().amount())
                .bind("currency", returned.amount().currency())
                .bind("paid", paid.amount())
                .bind("reason", returned.reason())
                .bind("cancellation", returned.id())
                .bind("by", returned.doneBy())
                .then();
    }

    @Override
    public Flux<Refund> ofPayment(PaymentId payment) {
        return database.sql(OF_PAYMENT)
                .bind("payment", payment.value())
                .map(R2dbcRefunds::refund)
                .all();
    }

    @Override
    public Mono<Boolean> exists(PaymentId payment, Cause cause) {
        return database.sql(EXISTS)
                .bind("payment", payment.value())
                .bind("cause", cause.name())
                .mapValue(Boolean.class)
                .one();
    }

    @Override
    public Mono<Boolean> isRequested(RefundId id) {
        return database.sql(IS_REQUESTED)
                .bind("refund", id.value())
                .mapValue(Boolean.class)
                .one();
    }

    @Override
    public Mono<Refund> findNext(RefundId id) {
        return database.sql(FIND_NEXT)
                .bind("refund", id.value())
                .map(R2dbcRefunds::refund)
                .one();
    }

    @Override
    public Mono<Void> markDone(RefundId id, String cancellationId) {
        return database.sql(MARK_DONE)
                .bind("refund", id.value())
                .bind("cancellation", cancellationId)
                .then();
    }

    @Override
    public Mono<Void> markFound(RefundId id, String cancellationId, Money amount) {
        return database.sql(MARK_FOUND)
                .bind("refund", id.value())
                .bind("cancellation", cancellationId)
                .bind("amount", amount.amount())
                .then();
    }

    @Override
    public Mono<Void> shrink(RefundId id, Money amount) {
        return change(SHRINK, id, amount).then(change(SHRINK_CANCELLATION, id, amount));
    }

    private Mono<Void> change(String sql, RefundId id, Money amount) {
        return database.sql(sql)
                .bind("refund", id.value())
                .bind("amount", amount.amount())
                .then();
    }

    @Override
    public Flux<Refund> leaseDue(int limit) {
        return database.sql(LEASE_DUE)
                .bind("limit", limit)
                .map(R2dbcRefunds::refund)
                .all();
    }

    @Override
    public Mono<Void> addCancellation(BookingId booking, Cancelled cancelled, String reason, Origin origin) {
        return database.sql(ADD_CANCELLATION)
                .bind("id", cancelled.id().value())
                .bind("booking", booking.value())
                .bind(
                        "tickets",
                        cancelled.ticketIds().stream().map(TicketId::value).toArray(String[]::new))
                .bind("amount", cancelled.amount().amount())
                .bind("fee", cancelled.fee().amount())
                .bind("currency", cancelled.amount().currency())
                .bind("origin", origin.name())
                .bind("reason", reason)
                .then();
    }

    @Override
    public Mono<Cancelled> findCancellation(RefundId id) {
        return database.sql(FIND_CANCELLATION)
                .bind("id", id.value())
                .map(row -> new Cancelled(
                        new RefundId(text(row, "cancellation_id")),
                        Arrays.stream(texts(row, "ticket_ids"))
                                .map(TicketId::new)
                                .toList(),
                        money(row, "amount"),
                        money(row, "fee")))
                .one();
    }

    private static Refund refund(Readable row) {
        return new Refund(
                new RefundId(text(row, "refund_id")),
                new PaymentId(text(row, "payment_id")),
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
