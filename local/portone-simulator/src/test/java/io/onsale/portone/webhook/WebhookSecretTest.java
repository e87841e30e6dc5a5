package io.onsale.portone.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
    /** The vector that the Standard Webhooks libraries test themselves with. */
    @ParameterizedTest
    @ValueSource(strings = {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void the_known_vector_is_met(String secret) {
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

        String signature = WebhookSecret.parse(secret).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_not base64!", "whsec_c2hvcnQ="})
    void a_secret_that_is_none_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> WebhookSecret.parse(text));
    }

    @Test
    void other_content_has_another_signature() {
        WebhookSecret secret = WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        String one = secret.sign("id", 1, new byte[] {1});

        assertThat(one)
                .isNotEqualTo(secret.sign("id", 1, new byte[] {2}))
                .isNotEqualTo(secret.sign("id", 2, new byte[] {1}))
                .isNotEqualTo(secret.sign("di", 1, new byte[] {1}));
    }
}
