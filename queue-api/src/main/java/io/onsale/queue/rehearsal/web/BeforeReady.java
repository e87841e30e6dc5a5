package io.onsale.queue.rehearsal.web;

import io.onsale.kernel.access.FanTokens;
import io.onsale.queue.progress.Progress;
import io.onsale.queue.rehearsal.OpeningRehearsal;
import io.onsale.queue.sale.PrivateLines;
import io.onsale.service.warmup.Rehearsal;
import io.onsale.service.warmup.WarmUpEdge;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import(WarmUpEdge.class)
class BeforeReady {
    @Bean
    Rehearsal openingRehearsal(PrivateLines lines, Progress progress, FanTokens tokens, Clock clock) {
        return new OpeningRehearsal(lines, progress, tokens, clock);
    }
}
