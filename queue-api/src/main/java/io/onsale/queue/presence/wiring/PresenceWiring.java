package io.onsale.queue.presence.wiring;

import io.onsale.queue.line.AbsenceReports;
import io.onsale.queue.presence.AbsenceDetectors;
import io.onsale.queue.replica.Ticks;
import io.onsale.service.loop.Loop;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class PresenceWiring {
    @Bean
    AbsenceDetectors absenceDetectors(AbsenceReports reports) {
        return new AbsenceDetectors(reports);
    }

    @Bean
    Loop absenceLoop(AbsenceDetectors detectors) {
        return Loop.forEach(
                "Reporting absent fans",
                Ticks.TICK,
                Schedulers.parallel(),
                detectors::sales,
                Function.identity(),
                detectors::report);
    }
}
