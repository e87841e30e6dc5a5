package io.onsale.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.onsale.embedded.OwnerOnly;
import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.standalone.keys.InstallationKeys;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code tokens}: access tokens of many fans, {@code fan-000001} and following. They are valid without an account: the token itself says
 * what its fan may do.
 */
final class PrintTokens {
    private static final Duration VALID = Duration.ofHours(24); // longer than any run
    private static final int BUFFER = 1 << 16;

    private final Home home;

    PrintTokens(Home home) {
        this.home = home;
    }

    int run(int count, @Nullable Path out) {
        if (!InstallationKeys.existIn(home.keys())) {
            throw new UsageException("There are no keys in " + home.keys() + ": run `./onsale up` first");
        }
        try (Writer writer = writer(out)) {
            print(count, writer, Instant.now().plus(VALID));
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the tokens", e);
        }
    }

    /** One per line, in the order of their fans. */
    void print(int count, Writer writer, Instant expiresAt) throws IOException {
        InstallationKeys keys = InstallationKeys.in(home.keys());
        AccessTokenSigner signer = new AccessTokenSigner(new FanTokens(keys.fanSecretBytes()), keys.staffKey());
        for (int number = 1; number <= count; number++) {
            writer.write(signer.sign(new Principal(fanId(number), Role.FAN, expiresAt)));
            writer.write('\n');
        }
    }

    static String fanId(int number) {
        return String.format(Locale.ROOT, "fan-%06d", number);
    }

    private static Writer writer(@Nullable Path out) throws IOException {
        return out == null
                ? new BufferedWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), US_ASCII), BUFFER)
                : Files.newBufferedWriter(OwnerOnly.present(out), US_ASCII);
    }
}
