package io.onsale.queue.line;

import io.onsale.kernel.hash.HmacSha256;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Issues and reads receipts for places: {@code v1.epoch.registration.joinedAt.mac}, numbers in base 36, the MAC (HMAC-SHA256, first 128 bits,
 * base64url) over those and the sale and the fan. Only we read them, so a MAC is enough. A receipt is valid only for its own fan.
 */
public final class Receipts {
    private static final int MAC_BYTES = 16; // 128 bits cannot be guessed; keeps a receipt below 60 characters
    private static final int RADIX = 36;
    private static final int LENGTH_MAX = 80; // three longs of maximum length and the MAC
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HmacSha256 hmac;

    /** @param secret at least 32 bytes, the same on all nodes for as long as receipts are to be valid */
    public Receipts(byte[] secret) {
        if (secret.length < 32) {
            throw new IllegalArgumentException("the secret of receipts needs at least 32 bytes");
        }
        hmac = new HmacSha256(secret);
    }

    /** The receipt for this place of this fan; the same each time. */
    public String receipt(SaleId sale, FanId fan, Place place) {
        return receipt(sale, fan, Receipt.of(place));
    }

    private String receipt(SaleId sale, FanId fan, Receipt receipt) {
        String statement = "v1." + Long.toString(receipt.epoch(), RADIX) + '.'
                + Long.toString(receipt.registration(), RADIX) + '.' + Long.toString(receipt.joinedAtMs(), RADIX);
        return statement + '.' + mac(statement + '.' + sale.value() + '.' + fan.value());
    }

    /** What {@code text} states, or null if we did not issue it to this fan for this sale. */
    public @Nullable Receipt read(SaleId sale, FanId fan, String text) {
        if (text.length() > LENGTH_MAX) {
            return null;
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 5) {
            return null;
        }
        try {
            Receipt receipt = new Receipt(
                    Long.parseLong(parts[1], RADIX), Long.parseLong(parts[2], RADIX), Long.parseLong(parts[3], RADIX));
            // built again and compared as a whole, so that only one spelling of a receipt is valid
            byte[] ours = receipt(sale, fan, receipt).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(ours, text.getBytes(StandardCharsets.UTF_8)) ? receipt : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private String mac(String text) {
        byte[] full = hmac.of(text);
        return BASE64.encodeToString(Arrays.copyOf(full, MAC_BYTES));
    }
}
