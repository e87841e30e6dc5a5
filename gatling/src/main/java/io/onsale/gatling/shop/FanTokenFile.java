package io.onsale.gatling.shop;

import com.nimbusds.jose.jwk.RSAKey;
import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/** Access tokens for a crowd, one per line, readable only by the owner: {@code fan-000001} and following, as from {@code ./onsale tokens}. */
public final class FanTokenFile {
    private static final Duration VALID = Duration.ofHours(6); // longer than any story

    private FanTokenFile() {}

    /** Writes tokens of {@code count} fans to {@code file}, which must not exist. */
    public static void write(RunningShop shop, int count, Path file) throws IOException {
        FanTokens fans = new FanTokens(Base64.getDecoder().decode(shop.fanSecret()));
        AccessTokenSigner signer = new AccessTokenSigner(fans, staffKey(shop));
        Instant until = Instant.now().plus(VALID);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int i = 1; i <= count; i++) {
                lines.write(signer.sign(new Principal(String.format(Locale.ROOT, "fan-%06d", i), Role.FAN, until)));
                lines.newLine();
            }
        }
    }

    private static RSAKey staffKey(RunningShop shop) {
        try {
            return RSAKey.parse(shop.staffKey());
        } catch (ParseException e) {
            throw new IllegalStateException("the shop's staff key is damaged", e);
        }
    }
}
