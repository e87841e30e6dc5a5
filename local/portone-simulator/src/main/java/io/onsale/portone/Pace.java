package io.onsale.portone;

import java.time.Duration;

/**
 * The simulator's delays.
 *
 * @param slowAnswer that the card {@code slow} adds before the charge
 * @param lateAnswer how long {@code timeout-after-charge} holds the answer; PortOne advises clients to wait 60 s
 * @param webhookRetryBase upper limit of the first pause before a webhook is sent again, multiplied by four for each further one
 */
public record Pace(Duration slowAnswer, Duration lateAnswer, Duration webhookRetryBase) {
    /** 5 s is slow for a buyer and fine for a client; 65 s exceeds the advised 60; retries after up to ½, 2, 8, 32, 128 s. */
    public static final Pace DEFAULT = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(65), Duration.ofMillis(500));
}
