package io.onsale.queue.line.r2dbc;

import io.onsale.queue.line.NumberBlocks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class LineR2dbcWiring {
    @Bean
    NumberBlocks numberBlocks(DatabaseClient database) {
        return new R2dbcNumberBlocks(database);
    }
}
