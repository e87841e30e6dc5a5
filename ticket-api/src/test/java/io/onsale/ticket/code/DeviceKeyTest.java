package io.onsale.ticket.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class DeviceKeyTest {
    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void a_raw_and_a_compressed_point_are_the_same_key() {
        for (int i = 0; i < 20; i++) {
            FanDevice device = new FanDevice();
            DeviceKey fromRaw = DeviceKey.parse(device.publicKey()).orElseThrow();

            assertThat(DeviceKey.parse(fromRaw.value())).contains(fromRaw);
            assertThat(fromRaw.compressed()).hasSize(33);
        }
    }

    @Test
    void a_point_off_the_curve_is_refused() {
        byte[] raw = Base64.getUrlDecoder().decode(new FanDevice().publicKey());
        byte[] otherY = raw.clone();
        otherY[40] ^= 1;
        byte[] beyondP = new byte[33];
        Arrays.fill(beyondP, (byte) 0xff);
        beyondP[0] = 2;
        long onCurve = 0;
        for (int x = 0; x < 64; x++) {
            byte[] compressed = new byte[33];
            compressed[0] = 3;
            compressed[32] = (byte) x;
            onCurve += DeviceKey.ofCompressed(compressed).stream().count();
        }

        assertThat(DeviceKey.parse(text(otherY))).isEmpty();
        assertThat(DeviceKey.parse(text(beyondP))).isEmpty();
        assertThat(onCurve).isBetween(16L, 48L); // about half of all x are on the curve
    }

    @Test
    void what_is_no_point_is_refused() {
        assertThat(DeviceKey.parse("")).isEmpty();
        assertThat(DeviceKey.parse("not base64!")).isEmpty();
        assertThat(DeviceKey.parse(text(new byte[65]))).isEmpty();
        assertThat(DeviceKey.parse(text(new byte[33]))).isEmpty();
        assertThat(DeviceKey.parse("A".repeat(10_000))).isEmpty();
    }
}
