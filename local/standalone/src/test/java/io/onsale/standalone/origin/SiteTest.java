package io.onsale.standalone.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.web.CrossOrigin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class SiteTest {
    private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

    private final Origin origin = Origin.open("127.0.0.1", 0, Map.of(Target.PAGES, Site.load()), CrossOrigin.NONE);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        origin.close();
        http.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/events/e1",
                "/events/e1/line",
                "/tickets",
                "/console",
                "/console/sales/s1",
                "/gate",
                "/docs"
            })
    void paths_of_pages_answer_with_their_page(String path) throws Exception {
        HttpResponse<String> page = get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(page.body()).contains("<script type=\"module\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "//events",
                "/site.json",
                "/assets/other.js",
                "/fan.html.br",
                "/api/v1/nothing",
                "/actuator/health"
            })
    void what_is_neither_page_nor_file_does_not_exist(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void no_page_may_run_or_load_what_is_not_ours() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe")
                .doesNotContain("http");
        assertThat(page.body())
                .doesNotContain("<script>")
                .doesNotContain("style=")
                .doesNotContain("http://");
    }

    @Test
    void files_with_a_hash_in_their_name_are_kept_forever_and_come_compressed() throws Exception {
        Matcher script = SCRIPT.matcher(get("/").body());
        assertThat(script.find()).isTrue();

        HttpResponse<byte[]> brotli = getBytes(script.group(1), "gzip, br");
        HttpResponse<byte[]> gzip = getBytes(script.group(1), "gzip");
        HttpResponse<byte[]> plain = getBytes(script.group(1), "br;q=0");

        assertThat(brotli.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(brotli.headers().firstValue("Content-Encoding")).contains("br");
        assertThat(gzip.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(brotli.body().length).isLessThan(plain.body().length / 2);
        assertThat(brotli.headers().firstValue("Vary")).contains("Accept-Encoding");
    }

    @Test
    void a_page_that_has_not_changed_is_not_sent_again() throws Exception {
        String etag = get("/").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again =
                http.send(request("/").header("If-None-Match", etag).build(), BodyHandlers.ofString());

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void pages_are_only_read() throws Exception {
        HttpRequest post =
                request("/").POST(HttpRequest.BodyPublishers.ofString("x")).build();

        assertThat(http.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> getBytes(String path, String encodings) throws Exception {
        return http.send(request(path).header("Accept-Encoding", encodings).build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + origin.port() + path));
    }
}
