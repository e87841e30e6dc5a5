package io.onsale.standalone.origin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pages, as module {@code web} built them: all files in memory, each also compressed, found by their exact path. A path whose first segment
 * is a page's own gets that page, which then decides by the rest of the path what to show.
 */
public final class Site implements HttpHandler {
    private static final String FOLDER = "/onsale-web";

    /** Scripts and styles are ours alone and none is inline, so injected markup can do nothing. */
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
                    + "connect-src 'self'; font-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
                    + "base-uri 'none'; frame-ancestors 'none'";

    private static final String A_YEAR =
            "public, max-age=31536000, immutable"; // their names have a hash of their content
    private static final String ASK_EACH_TIME = "no-cache"; // kept, but used only after we confirmed it

    private final Map<String, String> shells;
    private final Map<String, SiteFile> files;

    private Site(Map<String, String> shells, Map<String, SiteFile> files) {
        this.shells = Map.copyOf(shells);
        this.files = Map.copyOf(files);
    }

    /** What the build wrote about its files. */
    private record Description(Map<String, String> shells, List<Entry> files) {
        record Entry(String path, String type, boolean immutable, List<String> encodings) {}
    }

    /** Reads the site from the class path. */
    public static Site load() {
        Description description = JsonMapper.shared().readValue(bytes("/site.json"), Description.class);
        Map<String, SiteFile> files = new HashMap<>();
        for (Description.Entry entry : description.files()) {
            files.put(
                    entry.path(),
                    SiteFile.of(
                            entry.type(),
                            entry.immutable() ? A_YEAR : ASK_EACH_TIME,
                            bytes(entry.path()),
                            entry.encodings().contains("br") ? bytes(entry.path() + ".br") : null,
                            entry.encodings().contains("gz") ? bytes(entry.path() + ".gz") : null));
        }
        return new Site(description.shells(), files);
    }

    private static byte[] bytes(String path) {
        try (InputStream in = Site.class.getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                throw new IllegalStateException("the pages are incomplete: there is no " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
        SiteFile file = find(request.getURI().getRawPath());
        boolean isRead = request.getMethod().equals(HttpMethod.GET)
                || request.getMethod().equals(HttpMethod.HEAD);
        if (file == null || !isRead) {
            return OwnProblem.notFound(response);
        }
        HttpHeaders headers = response.getHeaders();
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(self), microphone=(), geolocation=()");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.setCacheControl(file.cacheControl());
        headers.setETag(file.etag());
        headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (request.getHeaders().getIfNoneMatch().contains(file.etag())) {
            response.setStatusCode(HttpStatus.NOT_MODIFIED);
            return response.setComplete();
        }
        SiteFile.Body body = file.body(request.getHeaders().getFirst(HttpHeaders.ACCEPT_ENCODING));
        headers.set(HttpHeaders.CONTENT_TYPE, file.type());
        headers.setContentLength(body.bytes().length);
        if (body.encoding() != null) {
            headers.set(HttpHeaders.CONTENT_ENCODING, body.encoding());
        }
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body.bytes())));
    }

    private @Nullable SiteFile find(String path) {
        SiteFile file = files.get(path);
        if (file != null) {
            return file;
        }
        String first = path.startsWith("/") ? path.substring(1).split("/", 2)[0] : "-";
        String shell = first.isEmpty() && path.length() > 1 ? null : shells.get(first);
        return shell == null ? null : files.get("/" + shell + ".html");
    }
}
