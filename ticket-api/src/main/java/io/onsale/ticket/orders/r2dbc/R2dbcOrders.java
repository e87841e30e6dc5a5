package io.onsale.ticket.orders.r2dbc;

import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.orders.Order;
import io.onsale.ticket.orders.OrderDetail;
import io.onsale.ticket.orders.OrderFigures;
import io.onsale.ticket.orders.OrderReader;
import io.onsale.ticket.orders.Orders;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcOrders implements Orders {
    private static final int FANS_MAX = 100; // that match a name; more words find fewer
    private static final String FIND_SALE = """
            select s.sale_id from sale s join event e on e.event_id = s.event_id
            where (s.sale_id = :sale or s.event_id = :event) and (:seller = '' or e.seller_id = :seller)
            """;
    private static final String FANS = """
            (select member_id from member where email = :email limit 1) union
            (select member_id from member where lower(name) like :name order by lower(name), member_id limit
            """ + " " + FANS_MAX + ")";
    private static final String NEWEST_FIRST = " order by b.placed_at desc, b.booking_id desc limit :limit";
    private static final String AFTER = """
             and (b.placed_at, b.booking_id) < (select placed_at, booking_id from booking where booking_id = :after)
            """;
    private static final String NEXT = OrderRows.SELECT + """
             where b.sale_id = :sale
               and (:after = '' or (b.placed_at, b.booking_id) > (select placed_at, booking_id from booking where booking_id = :after))
             order by b.placed_at, b.booking_id limit :limit
            """;
    private static final String FIND =
            OrderRows.SELECT + " where b.booking_id = :id and (:seller = '' or e.seller_id = :seller)";
    private static final String ATTEMPTS = """
            select a.attempt_id, a.state, a.reason, a.started_at, a.settled_at
            from payment_attempt a join booking b on b.payment_id = a.payment_id
            where b.booking_id = :id order by a.started_at, a.attempt_id limit 200
            """;
    private static final String REFUNDS = """
            select r.refund_id, r.amount, r.currency, r.state, r.cause, r.reason, r.tries, r.requested_at, r.settled_at
            from refund r join booking b on b.payment_id = r.payment_id where b.booking_id = :id order by r.number limit 200
            """;
    private static final String FIGURES = """
            select count(*) filter (where b.status = 'PENDING') as pending,
                   count(*) filter (where b.status = 'CONFIRMED') as confirmed,
                   count(*) filter (where b.status = 'CANCELLED') as cancelled,
                   count(*) filter (where b.status = 'EXPIRED') as expired,
                   coalesce(sum(y.amount) filter (where y.state = 'PAID'), 0)::bigint as captured,
                   coalesce(sum(y.refunded), 0)::bigint as refunded,
                   (select count(*) from ticket t join sale s on s.event_id = t.event_id
                     where s.sale_id = :sale and t.state = 'ISSUED') as tickets,
                   (select g.currency from grade g join sale s on s.event_id = g.event_id
                     where s.sale_id = :sale limit 1) as currency,
                   coalesce(sum(a.unknown), 0)::bigint as unknown, coalesce(sum(a.declined), 0)::bigint as declined
              from booking b join payment y on y.payment_id = b.payment_id
                   left join lateral (select count(*) filter (where state in ('SENT', 'UNKNOWN')) as unknown,
                                             count(*) filter (where state = 'DECLINED') as declined
                                        from payment_attempt where payment_id = b.payment_id) as a on true
             where b.sale_id = :sale
            """;
    // what commits late carries an earlier time, so each question looks back a little; the reader drops what it has
    // sent
    private static final String CHANGED = """
            with since as (select cast(:since as timestamptz) - interval '10 seconds' as at),
            changed as (
              select booking_id from booking, since where sale_id = :sale and placed_at > since.at
              union select booking_id from booking, since where sale_id = :sale and settled_at > since.at
              union select y.booking_id from payment_attempt a join payment y using (payment_id), since where a.started_at > since.at
              union select y.booking_id from payment_attempt a join payment y using (payment_id), since where a.settled_at > since.at
              union select y.booking_id from refund r join payment y using (payment_id), since where r.requested_at > since.at
              union select y.booking_id from refund r join payment y using (payment_id), since where r.settled_at > since.at)
            """ + OrderRows.SELECT
            + " where b.sale_id = :sale and b.booking_id in (select booking_id from changed)" + NEWEST_FIRST;

    private final DatabaseClient database;

    R2dbcOrders(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<SaleId> findSale(OrderReader reader, @Nullable String saleId, @Nullable String eventId) {
        return database.sql(FIND_SALE)
                .bind("sale", saleId == null ? "" : saleId)
                .bind("event", eventId == null ? "" : eventId)
                .bind("seller", seller(reader))
                .map(row -> new SaleId(text(row, "sale_id")))
                .one();
    }

    @Override
    public Flux<Order> list(OrderQuery query) {
        return query.words() == null
                ? list(query, List.of())
                : fans(query.words()).collectList().flatMapMany(fans -> list(query, fans));
    }

    private Flux<String> fans(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return database.sql(FANS)
                .bind("email", lower)
                .bind("name", lower.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
                .map(row -> text(row, "member_id"))
                .all();
    }

    private Flux<Order> list(OrderQuery query, List<String> fans) {
        String sql = OrderRows.SELECT + " where (:seller = '' or e.seller_id = :seller)"
                + (query.sale() == null ? "" : " and b.sale_id = :sale")
                + (query.status() == null ? "" : " and b.status = :status")
                + (query.words() == null
                        ? ""
                        : " and (b.booking_id = :words or b.fan_id = :words or b.fan_id = any(:fans))")
                + (query.after() == null ? "" : AFTER)
                + NEWEST_FIRST;
        GenericExecuteSpec statement =
                database.sql(sql).bind("seller", seller(query.reader())).bind("limit", query.limit());
        if (query.sale() != null) {
            statement = statement.bind("sale", query.sale().value());
        }
        if (query.status() != null) {
            statement = statement.bind("status", query.status().name());
        }
        if (query.words() != null) {
            statement = statement.bind("words", query.words()).bind("fans", fans.toArray(String[]::new));
        }
        if (query.after() != null) {
            statement = statement.bind("after", query.after().value());
        }
        return statement.map(OrderRows::order).all();
    }

    @Override
    public Flux<Order> next(SaleId sale, @Nullable BookingId after, int limit) {
        return database.sql(NEXT)
                .bind("sale", sale.value())
                .bind("after", after == null ? "" : after.value())
                .bind("limit", limit)
                .map(OrderRows::order)
                .all();
    }

    @Override
    public Mono<OrderDetail> find(OrderReader reader, BookingId id) {
        return database.sql(FIND)
                .bind("id", id.value())
                .bind("seller", seller(reader))
                .map(OrderRows::order)
                .one()
                .flatMap(order -> Mono.zip(
                        database.sql(ATTEMPTS)
                                .bind("id", id.value())
                                .map(OrderRows::attempt)
                                .all()
                                .collectList(),
                        database.sql(REFUNDS)
                                .bind("id", id.value())
                                .map(OrderRows::refund)
                                .all()
                                .collectList(),
                        (attempts, refunds) -> new OrderDetail(order, attempts, refunds)));
    }

    @Override
    public Mono<OrderFigures> figures(SaleId sale) {
        return database.sql(FIGURES)
                .bind("sale", sale.value())
                .map(R2dbcOrders::readFigures)
                .one();
    }

    @Override
    public Mono<Changes> changes(SaleId sale, @Nullable Instant since, int limit) {
        Mono<Instant> now = database.sql("select statement_timestamp() as now")
                .map(row -> time(row, "now"))
                .one();
        return now.flatMap(upTo -> since == null
                ? Mono.just(new Changes(List.of(), upTo))
                : database.sql(CHANGED)
                        .bind("sale", sale.value())
                        .bind("since", since)
                        .bind("limit", limit)
                        .map(OrderRows::order)
                        .all()
                        .collectList()
                        .map(orders -> new Changes(orders, upTo)));
    }

    private static OrderFigures readFigures(Readable row) {
        String currency = text(row, "currency");
        return new OrderFigures(
                number(row, "pending"),
                number(row, "confirmed"),
                number(row, "cancelled"),
                number(row, "expired"),
                number(row, "tickets"),
                new Money(number(row, "captured"), currency),
                new Money(number(row, "refunded"), currency),
                number(row, "unknown"),
                number(row, "declined"));
    }

    private static String seller(OrderReader reader) {
        return reader.sellerId() == null ? "" : reader.sellerId();
    }
}
