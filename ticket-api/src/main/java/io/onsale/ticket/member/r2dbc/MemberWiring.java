package io.onsale.ticket.member.r2dbc;

import io.onsale.ticket.member.Members;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class MemberWiring {
    @Bean
    Members members(DatabaseClient database, Clock clock) {
        return new R2dbcMembers(database, clock);
    }
}
