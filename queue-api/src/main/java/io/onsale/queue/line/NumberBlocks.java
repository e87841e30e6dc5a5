package io.onsale.queue.line;

import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** Hands out the numbers of lines, block by block; durable, so that no number is handed out twice whatever happens to the line. */
public interface NumberBlocks {
    /** Numbers a block: at 10,000 joins a second one trip to the database a second; what a lost line wastes. */
    int BLOCK_SIZE = 10_000;

    /** The next block of the sale. Numbers of later blocks are higher. */
    Mono<Block> next(SaleId sale);

    /** Begins a new epoch and hands out its first block. */
    Mono<Block> nextEpoch(SaleId sale);

    /** The numbers {@code first} to {@code last}, for {@code epoch}. */
    record Block(long epoch, long first, long last) {}
}
