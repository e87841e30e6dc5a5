package io.onsale.ticket.webhook;

import io.onsale.kernel.hash.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Standard Webhooks: HMAC-SHA256 over {@code id.timestamp.body}, base64, in {@code webhook-signature} as {@code v1,…} entries
 * separated by blanks; one valid entry suffices. Several secrets may be valid while one replaces another.
 */
public final class WebhookSignature {
    /** How far the sender's clock may differ, and so how old a replayed delivery may be. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final int ID_MAX = 255; // characters
    private static final int SIGNATURES_MAX = 10; // bounds the work per request

    private final List<HmacSha256> keys;
    private final Clock clock;

    /** @param secrets base64, with or without {@code whsec_} */
    public WebhookSignature(List<String> secrets, Clock clock) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("at least one webhook secret is needed");
        }
        this.keys = secrets.stream().map(WebhookSignature::key).toList();
        this.clock = clock;
    }

    /** Whether these headers and exactly this body were signed with one of the secrets, just now. */
    public boolean isGenuine(
            @Nullable String id, @Nullable String timestamp, @Nullable String signatures, byte[] body) {
        if (id == null || id.isEmpty() || id.length() > ID_MAX || timestamp == null || signatures == null) {
            return false;
        }
        return isRecent(timestamp) && isSigned(id, timestamp, signatures, body);
    }

    private boolean isRecent(String timestamp) {
        if (!timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        Instant sentAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(sentAt, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
    }

    private boolean isSigned(String id, String timestamp, String signatures, byte[] body) {
        String[] given = signatures.split(" ", SIGNATURES_MAX + 1);
        if (given.length > SIGNATURES_MAX) {
            return false;
        }
        boolean fits = false;
        for (HmacSha256 key : keys) {
            byte[] expected = (VERSION + sign(key, id, timestamp, body)).getBytes(StandardCharsets.US_ASCII);
            for (String signature : given) {
                fits |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
            }
        }
        return fits;
    }

    private static String sign(HmacSha256 key, String id, String timestamp, byte[] body) {
        Mac mac = key.start();
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    private static HmacSha256 key(String secret) {
        String text = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        return new HmacSha256(Base64.getDecoder().decode(text));
    }
}
