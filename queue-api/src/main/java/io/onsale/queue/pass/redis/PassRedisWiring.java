package io.onsale.queue.pass.redis;

import io.onsale.queue.admission.Insiders;
import io.onsale.queue.pass.ClaimPass;
import io.onsale.queue.pass.Claims;
import io.onsale.queue.sale.SaleBook;
import io.onsale.service.redis.Scripts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PassRedisWiring {
    @Bean
    Claims claims(Scripts scripts, SaleBook book) {
        return new RedisClaims(scripts, book);
    }

    @Bean
    ClaimPass claimPass(Claims claims, Insiders insiders) {
        return new ClaimPass(claims, insiders);
    }
}
