package io.onsale.service.testing.bad.line;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** Blocks, subscribes, reads the clock, and has a meaningless name. */
class LineManager {
    Instant waitForIt() {
        Mono.just(1).subscribe();
        return Mono.fromSupplier(() -> Instant.now()).blockOptional().orElseThrow();
    }
}
