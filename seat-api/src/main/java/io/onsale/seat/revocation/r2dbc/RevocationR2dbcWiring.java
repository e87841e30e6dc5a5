package io.onsale.seat.revocation.r2dbc;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.seat.revocation.RevocationLoop;
import io.onsale.seat.revocation.Revocations;
import io.onsale.seat.revocation.RevokedPasses;
import io.onsale.seat.revocation.ServedPlaces;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class RevocationR2dbcWiring {
    @Bean
    Revocations revocations(DatabaseClient database) {
        return new R2dbcRevocations(database);
    }

    @Bean
    RevokedPasses revokedPasses(MeterRegistry meters) {
        return new RevokedPasses(meters);
    }

    @Bean
    ServedPlaces servedPlaces(Revocations revocations, RevokedPasses revoked, Clock clock) {
        return new ServedPlaces(revocations, revoked, clock);
    }

    @Bean
    RevocationLoop revocationLoop(Revocations revocations, RevokedPasses revoked, Clock clock) {
        return new RevocationLoop(revocations, revoked, clock);
    }
}
