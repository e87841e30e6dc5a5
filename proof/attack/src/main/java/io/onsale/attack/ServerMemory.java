package io.onsale.attack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The memory and files of the shop's process, as far as this system shows them: resident memory, buffers outside the heap, open files. */
final class ServerMemory {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long MIB = 1024 * 1024;

    private final long pid;
    private final URI figures;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServerMemory(long pid, URI figures) {
        this.pid = pid;
        this.figures = figures;
    }

    static ServerMemory of(Path status) throws IOException {
        JsonNode read = JSON.readTree(Files.readAllBytes(status));
        return new ServerMemory(
                read.at("/pids/launcher").asLong(),
                URI.create(read.at("/services/seat").stringValue() + "/actuator/prometheus"));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "resident %s MB, %s files, %s", resident(), files(), direct());
    }

    private String resident() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.toString(Long.parseLong(line.replaceAll("\\D", "")) / 1024);
                }
            }
        } catch (IOException e) {
            // a system without /proc, or the process has ended
        }
        return "?";
    }

    private String files() {
        String[] open = Path.of("/proc/" + pid + "/fd").toFile().list();
        return open == null ? "?" : Integer.toString(open.length);
    }

    private String direct() {
        try {
            HttpRequest request = HttpRequest.newBuilder(figures)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            String body =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return "direct " + sum(body, "jvm_buffer_memory_used_bytes") / MIB + " MB, unread answers "
                    + sum(body, "onsale_http_answers_unread_bytes") / MIB + " MB, heap "
                    + sum(body, "jvm_memory_used_bytes{area=\"heap\"") / MIB + " MB";
        } catch (IOException e) {
            return "no figures (" + e.getClass().getSimpleName() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static long sum(String figures, String name) {
        double sum = 0;
        for (String line : figures.lines().filter(l -> l.startsWith(name)).toList()) {
            sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        }
        return (long) sum;
    }
}
