package io.onsale.queue.line.r2dbc;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.DrawnNumbers;
import reactor.core.publisher.Mono;

final class NoDraws implements DrawnNumbers {
    @Override
    public Mono<Long> registrations(SaleId sale) {
        return Mono.empty();
    }

    @Override
    public Mono<Long> number(SaleId sale, long registration) {
        return Mono.empty();
    }
}
