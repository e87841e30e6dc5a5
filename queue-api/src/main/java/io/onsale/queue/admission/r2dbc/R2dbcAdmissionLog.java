package io.onsale.queue.admission.r2dbc;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmissionLog;
import io.onsale.service.r2dbc.Rows;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The log in Postgres, one statement per batch. The row lock on the sale's cursor decides which node copies. */
final class R2dbcAdmissionLog implements AdmissionLog {
    private static final String BEGIN =
            "insert into admission_log_cursor (sale_id, entry_id) values (:sale, '0-0') on conflict do nothing";
    private static final String LOCK =
            "select entry_id from admission_log_cursor where sale_id = :sale for update skip locked";
    private static final String WRITE = """
            insert into admission_log (sale_id, entry_id, fan_id, number, registration, kind, reason, value, at)
            select :sale, * from unnest(:ids, :fans, :numbers, :registrations, :kinds, :reasons, :values, :ats)
            on conflict do nothing
            """;
    private static final String FREE = """
            delete from insider using unnest(:fans, :numbers) as ended (fan_id, number)
            where insider.sale_id = :sale and insider.fan_id = ended.fan_id and insider.number = ended.number
            """;
    private static final String MOVE_ON = "update admission_log_cursor set entry_id = :entry where sale_id = :sale";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    R2dbcAdmissionLog(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public Mono<Copied> copy(SaleId sale, Source source) {
        return lock(sale)
                .flatMap(source::after)
                .filter(entries -> !entries.isEmpty())
                .flatMap(entries -> copied(sale, entries))
                .as(transaction::transactional)
                .defaultIfEmpty(Copied.NOTHING);
    }

    private Mono<String> lock(SaleId sale) {
        Mono<String> cursor = database.sql(LOCK)
                .bind("sale", sale.value())
                .map(row -> Rows.text(row, "entry_id"))
                .one();
        return cursor.switchIfEmpty(Mono.defer(
                () -> database.sql(BEGIN).bind("sale", sale.value()).then().then(cursor)));
    }

    private Mono<Copied> copied(SaleId sale, List<Entry> entries) {
        String last = entries.getLast().id();
        return write(sale, entries.stream().filter(Entry::lasts).toList())
                .then(free(sale, entries))
                .then(moveOn(sale, last))
                .thenReturn(new Copied(entries.size(), last));
    }

    private Mono<Void> write(SaleId sale, List<Entry> entries) {
        return database.sql(WRITE)
                .bind("sale", sale.value())
                .bind("ids", texts(entries, Entry::id))
                .bind("fans", texts(entries, Entry::fan))
                .bind("numbers", longs(entries, Entry::number))
                .bind("registrations", longs(entries, Entry::registration))
                .bind("kinds", texts(entries, Entry::kind))
                .bind("reasons", texts(entries, Entry::reason))
                .bind("values", longs(entries, Entry::value))
                .bind("ats", times(entries))
                .then();
    }

    /** Removes the fans whose stay has ended. A fan who was admitted again meanwhile, with another place or after a missed turn, stays. */
    private Mono<Void> free(SaleId sale, List<Entry> entries) {
        List<Entry> ended = entries.stream().filter(Entry::endsStay).toList();
        return ended.isEmpty()
                ? Mono.empty()
                : database.sql(FREE)
                        .bind("sale", sale.value())
                        .bind("fans", texts(ended, Entry::fan))
                        .bind("numbers", longs(ended, Entry::number))
                        .then();
    }

    private Mono<Void> moveOn(SaleId sale, String entryId) {
        return database.sql(MOVE_ON)
                .bind("sale", sale.value())
                .bind("entry", entryId)
                .then();
    }

    private static String[] texts(List<Entry> entries, Function<Entry, String> field) {
        return entries.stream().map(field).toArray(String[]::new);
    }

    private static Long[] longs(List<Entry> entries, Function<Entry, Long> field) {
        return entries.stream().map(field).toArray(Long[]::new);
    }

    private static OffsetDateTime[] times(List<Entry> entries) {
        return entries.stream()
                .map(entry -> Instant.ofEpochMilli(entry.atMs()).atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }
}
