package io.onsale.queue.sale.r2dbc;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.Refresh;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SalePolicy.Limits;
import io.onsale.queue.sale.SalePolicy.Pauses;
import io.onsale.queue.sale.SalePolicy.Times;
import io.onsale.queue.sale.SaleState;
import io.onsale.queue.sale.Sales;
import io.onsale.service.r2dbc.Rows;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sales in Postgres. The version in the WHERE clause decides which of two operators was first. */
final class R2dbcSales implements Sales {
    private static final String ADD = """
            insert into sale (sale_id, event_id, title, version, state, message, lobby_opens_at, opens_at, closes_at, line_order,
                capacity, admissions_a_second, claim_window_ms, lease_ms, refresh, presence_grace_ms, challenge_bits,
                paused_at, frozen_ms, visible_from, seller_id)
            values (:sale, :event, :title, :version, :state, :message, :lobby, :opens, :closes, :order,
                :capacity, :rate, :claim, :lease, :refresh, :grace, :challenge, :pausedAt, :frozen, :visibleFrom, :seller)
            on conflict (sale_id) do nothing
            """;
    private static final String CHANGE = """
            update sale set version = :version, state = :state, message = :message,
                capacity = :capacity, admissions_a_second = :rate, claim_window_ms = :claim, lease_ms = :lease,
                refresh = :refresh, presence_grace_ms = :grace, challenge_bits = :challenge, paused_at = :pausedAt, frozen_ms = :frozen
            where sale_id = :sale and version = :seen
            """;
    private static final String AUDIT = """
            insert into sale_audit (sale_id, at, who, command, reason, before, after, message)
            values (:sale, :at, :who, :command, :reason, :before, :after, :message)
            """;
    private static final String FIND = "select * from sale where sale_id = :sale";
    private static final String HIDDEN = "select sale_id, visible_from, seller_id from sale where visible_from > :now";
    private static final String LIVE = "select * from sale where closes_at > :after";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    R2dbcSales(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public Mono<Void> add(NewSale sale) {
        SalePolicy policy = sale.policy();
        Instant from = sale.visibility().from();
        return limits(database.sql(ADD), policy)
                .bind("event", sale.eventId())
                .bind("title", sale.title())
                .bind("lobby", utc(policy.times().lobbyOpensAt()))
                .bind("opens", utc(policy.times().opensAt()))
                .bind("closes", utc(policy.times().closesAt()))
                .bind("order", policy.order().name())
                .bind("visibleFrom", Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, from == null ? null : utc(from)))
                .bind(
                        "seller",
                        Parameters.in(R2dbcType.VARCHAR, sale.visibility().sellerId()))
                .then();
    }

    @Override
    public Mono<SalePolicy> find(SaleId sale) {
        return database.sql(FIND)
                .bind("sale", sale.value())
                .map(R2dbcSales::policy)
                .one();
    }

    @Override
    public Flux<SalePolicy> live(Instant closesAfter) {
        return database.sql(LIVE)
                .bind("after", utc(closesAfter))
                .map(R2dbcSales::policy)
                .all();
    }

    @Override
    public Flux<Hidden> hidden(Instant now) {
        return database.sql(HIDDEN)
                .bind("now", utc(now))
                .map(row -> new Hidden(
                        new SaleId(Rows.text(row, "sale_id")),
                        new Visibility(Rows.time(row, "visible_from"), Rows.findText(row, "seller_id"))))
                .all();
    }

    @Override
    public Mono<ChangeOutcome> change(Change change) {
        return limits(database.sql(CHANGE), change.after())
                .bind("seen", change.before().version())
                .fetch()
                .rowsUpdated()
                .flatMap(rows ->
                        rows == 1 ? audit(change).thenReturn(ChangeOutcome.WRITTEN) : Mono.just(ChangeOutcome.OUTDATED))
                .as(transaction::transactional);
    }

    private Mono<Void> audit(Change change) {
        return database.sql(AUDIT)
                .bind("sale", change.after().sale().value())
                .bind("at", utc(change.at()))
                .bind("who", change.who())
                .bind("command", change.command())
                .bind("reason", change.reason())
                .bind("before", summary(change.before()))
                .bind("after", summary(change.after()))
                .bind("message", change.after().message())
                .then();
    }

    private static DatabaseClient.GenericExecuteSpec limits(
            DatabaseClient.GenericExecuteSpec statement, SalePolicy policy) {
        Limits limits = policy.limits();
        Instant pausedAt = policy.pauses().since();
        DatabaseClient.GenericExecuteSpec paused = pausedAt == null
                ? statement.bindNull("pausedAt", OffsetDateTime.class)
                : statement.bind("pausedAt", utc(pausedAt));
        return paused.bind("sale", policy.sale().value())
                .bind("version", policy.version())
                .bind("state", policy.state().name())
                .bind("message", policy.message())
                .bind("capacity", limits.capacity())
                .bind("rate", limits.admissionsPerSecond())
                .bind("claim", limits.claimWindow().toMillis())
                .bind("lease", limits.lease().toMillis())
                .bind("refresh", limits.refresh().name())
                .bind("grace", limits.presenceGrace().toMillis())
                .bind("challenge", limits.challengeBits())
                .bind("frozen", policy.pauses().total().toMillis());
    }

    private static String summary(SalePolicy policy) {
        Limits limits = policy.limits();
        return "version=" + policy.version() + " state=" + policy.state() + " capacity=" + limits.capacity()
                + " admissionsPerSecond=" + limits.admissionsPerSecond() + " claimWindow=" + limits.claimWindow()
                + " lease=" + limits.lease() + " refresh=" + limits.refresh() + " presenceGrace="
                + limits.presenceGrace()
                + " challengeBits=" + limits.challengeBits();
    }

    static SalePolicy policy(Readable row) {
        return new SalePolicy(
                new SaleId(Rows.text(row, "sale_id")),
                Rows.number(row, "version"),
                SaleState.valueOf(Rows.text(row, "state")),
                Rows.text(row, "message"),
                new Times(Rows.time(row, "lobby_opens_at"), Rows.time(row, "opens_at"), Rows.time(row, "closes_at")),
                LineOrder.valueOf(Rows.text(row, "line_order")),
                limits(row),
                pauses(row));
    }

    private static Limits limits(Readable row) {
        return new Limits(
                Rows.integer(row, "capacity"),
                Rows.integer(row, "admissions_a_second"),
                Duration.ofMillis(Rows.number(row, "claim_window_ms")),
                Duration.ofMillis(Rows.number(row, "lease_ms")),
                Refresh.valueOf(Rows.text(row, "refresh")),
                Duration.ofMillis(Rows.number(row, "presence_grace_ms")),
                Rows.integer(row, "challenge_bits"));
    }

    private static Pauses pauses(Readable row) {
        return new Pauses(Rows.findTime(row, "paused_at"), Duration.ofMillis(Rows.number(row, "frozen_ms")));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
