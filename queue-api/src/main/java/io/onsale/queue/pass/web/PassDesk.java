package io.onsale.queue.pass.web;

import com.nimbusds.jose.jwk.ECKey;
import io.onsale.kernel.pass.PassSigner;
import io.onsale.queue.line.Receipts;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PassSettings.class)
class PassDesk {
    @Bean
    PassSigner passSigner(PassSettings settings) {
        return new PassSigner(settings.key());
    }

    @Bean
    Receipts receipts(PassSettings settings) throws GeneralSecurityException {
        return new Receipts(receiptSecret(settings.key()));
    }

    /** Receipts are read by nobody but us, so their secret is derived from the one that we keep anyway. */
    private static byte[] receiptSecret(ECKey key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getD().decode(), "HmacSHA256"));
        return mac.doFinal("onsale receipts v1".getBytes(StandardCharsets.US_ASCII));
    }
}
