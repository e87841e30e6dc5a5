package io.onsale.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs wrk with one thread; it reads the requests from a file. */
final class WrkDriver implements LoadDriver {
    private static final String SCRIPT = """
            local messages, next_message = {}, 0
            function init(args)
              local file = assert(io.open(args[1], 'rb'))
              local size = file:read(4)
              while size do
                local a, b, c, d = size:byte(1, 4)
                messages[#messages + 1] = file:read(((a * 256 + b) * 256 + c) * 256 + d)
                size = file:read(4)
              end
              file:close()
            end
            function request()
              next_message = next_message % #messages + 1
              return messages[next_message]
            end
            function done(summary, latency, requests)
              io.write(string.format('measured %d %d %d %d %d\\n', summary.requests, summary.duration,
                latency:percentile(50), latency:percentile(99),
                summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
            end
            """;
    private static final Pattern MEASURED = Pattern.compile("measured (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    private final Path program;

    private WrkDriver(Path program) {
        this.program = program;
    }

    /** wrk, if it is on the PATH. */
    static Optional<LoadDriver> find() {
        return List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1)).stream()
                .map(folder -> Path.of(folder, "wrk"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(WrkDriver::new);
    }

    @Override
    public String name() {
        return "wrk";
    }

    @Override
    public Measurement run(int port, Requests requests, int connections, Duration time)
            throws IOException, InterruptedException {
        Path script = Files.createTempFile("onsale-bench", ".lua");
        Path messages = Files.createTempFile("onsale-bench", ".requests");
        try {
            Files.writeString(script, SCRIPT);
            write(requests, messages);
            return measure(port, connections, time, script, messages);
        } finally {
            Files.deleteIfExists(script);
            Files.deleteIfExists(messages);
        }
    }

    private Measurement measure(int port, int connections, Duration time, Path script, Path messages)
            throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(
                        program.toString(),
                        "-t1",
                        "-c" + connections,
                        "-d" + time.toSeconds() + "s",
                        "-s" + script,
                        "http://127.0.0.1:" + port + "/",
                        messages.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(wrk.getInputStream().readAllBytes(), UTF_8);
        Matcher measured = MEASURED.matcher(output);
        if (wrk.waitFor() != 0 || !measured.find()) {
            throw new IOException("wrk failed:\n" + output);
        }
        double seconds = Long.parseLong(measured.group(2)) / 1e6;
        return new Measurement(
                Long.parseLong(measured.group(1)) / seconds,
                Long.parseLong(measured.group(3)),
                Long.parseLong(measured.group(4)),
                Long.parseLong(measured.group(5)));
    }

    private static void write(Requests requests, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                DataOutputStream data = new DataOutputStream(new java.io.BufferedOutputStream(out, 1 << 16))) {
            for (byte[] message : requests.messages()) {
                data.writeInt(message.length);
                data.write(message);
            }
        }
    }
}
