package io.onsale.queue.line.r2dbc;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.service.r2dbc.Rows;
import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** One statement per block, which Postgres serialises on the sale's row. */
final class R2dbcNumberBlocks implements NumberBlocks {
    private static final String ADVANCE = """
            insert into line_epoch (sale_id, epoch, next_number) values (:sale, 1, 1 + :size)
            on conflict (sale_id) do update
            set epoch = line_epoch.epoch + :epochs, next_number = line_epoch.next_number + :size
            returning epoch, next_number
            """;

    private final DatabaseClient database;

    R2dbcNumberBlocks(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Block> next(SaleId sale) {
        return advance(sale, 0);
    }

    @Override
    public Mono<Block> nextEpoch(SaleId sale) {
        return advance(sale, 1);
    }

    private Mono<Block> advance(SaleId sale, int epochs) {
        return database.sql(ADVANCE)
                .bind("sale", sale.value())
                .bind("epochs", epochs)
                .bind("size", BLOCK_SIZE)
                .map(R2dbcNumberBlocks::block)
                .one();
    }

    private static Block block(Readable row) {
        long next = Rows.number(row, "next_number");
        return new Block(Rows.number(row, "epoch"), next - BLOCK_SIZE, next - 1);
    }
}
