package io.onsale.standalone.origin;

import io.onsale.kernel.hash.Sha256;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file of the site, in each encoding that is worth it.
 *
 * @param cacheControl the header's value
 * @param etag with quotes; weak, because it stands for all encodings
 */
record SiteFile(String type, String cacheControl, String etag, List<Body> bodies) {
    private static final int ETAG_BYTES = 12; // of SHA-256; files of one site do not collide

    /** @param encoding null: as it is */
    record Body(@Nullable String encoding, byte[] bytes) {}

    static SiteFile of(
            String type, String cacheControl, byte[] plain, byte @Nullable [] brotli, byte @Nullable [] gzip) {
        String hash = HexFormat.of().formatHex(Arrays.copyOf(Sha256.of(plain), ETAG_BYTES));
        Body asIs = new Body(null, plain);
        Body br = brotli == null ? asIs : new Body("br", brotli);
        Body gz = gzip == null ? asIs : new Body("gzip", gzip);
        return new SiteFile(type, cacheControl, "W/\"" + hash + "\"", List.of(br, gz, asIs));
    }

    /** The smallest body that a client understands. */
    Body body(@Nullable String acceptEncoding) {
        List<String> accepted = acceptEncoding == null
                ? List.of()
                : Arrays.stream(acceptEncoding.toLowerCase(Locale.ROOT).split(","))
                        .map(String::strip)
                        .filter(each -> !each.endsWith(";q=0"))
                        .map(each -> each.split(";", 2)[0])
                        .toList();
        return bodies.stream()
                .filter(body -> body.encoding() == null || accepted.contains(body.encoding()))
                .findFirst()
                .orElseThrow();
    }
}
