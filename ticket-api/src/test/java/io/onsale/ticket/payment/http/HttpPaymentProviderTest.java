package io.onsale.ticket.payment.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.money.Money;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.FixedAnswer;
import io.onsale.ticket.booking.PaymentId;
import io.onsale.ticket.payment.PaymentProvider.Confirmation;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;

class HttpPaymentProviderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void an_answer_that_ends_in_the_middle_is_an_outage() throws IOException {
        try (FixedAnswer provider = FixedAnswer.cut()) {
            HttpPaymentProvider client =
                    new HttpPaymentProvider(WebClient.create(provider.url()), "store", new SimpleMeterRegistry());

            assertThatThrownBy(() -> client.find(new PaymentId("p-1")).block(PATIENCE))
                    .isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void an_approval_whose_answer_ends_in_the_middle_may_have_charged() throws IOException {
        try (FixedAnswer provider = FixedAnswer.cut()) {
            HttpPaymentProvider client =
                    new HttpPaymentProvider(WebClient.create(provider.url()), "store", new SimpleMeterRegistry());

            assertThat(client.confirm(new PaymentId("p-1"), "token", new Money(100, "KRW"), "a-key")
                            .block(PATIENCE))
                    .isNotInstanceOf(Confirmation.Refused.class)
                    .isIn(new Confirmation.Silent(), new Confirmation.Answered());
        }
    }
}
