package io.onsale.service.testing.bad.line;

import java.time.Duration;
import reactor.core.publisher.Flux;

/** Repeats its work without the shared loop, and so without its safeguards. */
class RestlessLine {
    Flux<Long> rounds() {
        return Flux.interval(Duration.ofSeconds(1));
    }
}
