package io.onsale.queue.sale.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.OperatedSales;
import io.r2dbc.spi.Readable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcOperatedSales implements OperatedSales {
    private static final String OF_SELLER = "(:seller = '' or seller_id = :seller)";
    private static final String LIST = "select * from sale where " + OF_SELLER + """
             and (:after = '' or (opens_at, sale_id) < (select opens_at, sale_id from sale where sale_id = :after))
            order by opens_at desc, sale_id desc limit :limit
            """;
    private static final String FIND = "select * from sale where sale_id = :sale and " + OF_SELLER;
    private static final String AUDIT = """
            select * from sale_audit where sale_id = :sale and audit_id < :before order by audit_id desc limit :limit
            """;

    private final DatabaseClient database;

    R2dbcOperatedSales(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<OperatedSale> list(@Nullable String sellerId, @Nullable SaleId after, int limit) {
        return database.sql(LIST)
                .bind("seller", Objects.requireNonNullElse(sellerId, ""))
                .bind("after", after == null ? "" : after.value())
                .bind("limit", limit)
                .map(R2dbcOperatedSales::sale)
                .all();
    }

    @Override
    public Mono<OperatedSale> find(SaleId sale, @Nullable String sellerId) {
        return database.sql(FIND)
                .bind("sale", sale.value())
                .bind("seller", Objects.requireNonNullElse(sellerId, ""))
                .map(R2dbcOperatedSales::sale)
                .one();
    }

    @Override
    public Flux<AuditEntry> audit(SaleId sale, long before, int limit) {
        return database.sql(AUDIT)
                .bind("sale", sale.value())
                .bind("before", before)
                .bind("limit", limit)
                .map(R2dbcOperatedSales::entry)
                .all();
    }

    private static OperatedSale sale(Readable row) {
        return new OperatedSale(
                R2dbcSales.policy(row), text(row, "event_id"), text(row, "title"), findText(row, "seller_id"));
    }

    private static AuditEntry entry(Readable row) {
        return new AuditEntry(
                number(row, "audit_id"),
                time(row, "at"),
                text(row, "who"),
                text(row, "command"),
                text(row, "reason"),
                text(row, "message"),
                fields(text(row, "before")),
                fields(text(row, "after")));
    }

    /** Reads {@code name=value name=value}, as {@link R2dbcSales} writes it. */
    private static Map<String, String> fields(String summary) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : summary.split(" ", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return fields;
    }
}
