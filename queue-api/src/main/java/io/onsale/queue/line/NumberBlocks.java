package io.onsale.queue.line;

import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** Hands out the numbers of lines in blocks. Durable, so that no number is handed out twice even if the line is lost. */
public interface NumberBlocks {
    /** Numbers per block: one database query per second at 10,000 joins per second. A lost line wastes up to one block. */
    int BLOCK_SIZE = 10_000;

    /** Hands out the next block of the sale. Later blocks have higher numbers. */
    Mono<Block> next(SaleId sale);

    /** Begins a new epoch and hands out its first block. */
    Mono<Block> nextEpoch(SaleId sale);

    /** The numbers {@code first} to {@code last}, for {@code epoch}. */
    record Block(long epoch, long first, long last) {}
}
