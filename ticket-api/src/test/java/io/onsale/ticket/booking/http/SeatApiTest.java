package io.onsale.ticket.booking.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.CutAnswer;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;

class SeatApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void an_answer_that_ends_in_the_middle_is_an_outage() throws Exception {
        AccessTokenSigner signer = new AccessTokenSigner(
                new FanTokens(new byte[32]),
                new RSAKeyGenerator(2048).keyID("k").generate());
        try (CutAnswer seatApi = new CutAnswer()) {
            SeatApi client = new SeatApi(WebClient.create(seatApi.url()), signer, Clock.systemUTC());

            assertThatThrownBy(() -> client.release(new PerformanceId("p"), new ReservationId("r"))
                            .block(PATIENCE))
                    .isInstanceOf(Unavailable.class);
        }
    }
}
