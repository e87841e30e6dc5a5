package io.onsale.queue.pass.web;

import io.onsale.kernel.pass.PassSigner;
import io.onsale.queue.line.Receipts;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PassSettings.class, ReceiptSettings.class})
class PassDesk {
    @Bean
    PassSigner passSigner(PassSettings settings, Clock clock) {
        return new PassSigner(settings.keys(), clock);
    }

    @Bean
    PassPen passPen(PassSigner signer) {
        return new PassPen(signer::sign);
    }

    @Bean
    Receipts receipts(ReceiptSettings settings) {
        return new Receipts(settings.bytes());
    }
}
