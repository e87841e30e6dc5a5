package io.onsale.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.concurrent.TimeUnit;

/** {@link StreamWatchers} in another process. Used by one thread. */
final class WatcherProcess implements AutoCloseable {
    private static final int STOP_SECONDS_MAX = 10;

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    private WatcherProcess(Process process) {
        this.process = process;
        this.commands = new OutputStreamWriter(process.getOutputStream(), UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    static WatcherProcess start(BenchEnvironment environment, String name, WatcherTask task) throws IOException {
        Process process = environment.launchHelper(name, StreamWatchers.class, "-Xmx512m", "-XX:+UseSerialGC");
        WatcherProcess watchers = new WatcherProcess(process);
        watchers.send(task.text() + "\n" + environment.secret() + " "
                + environment.fans.expiresAt().getEpochSecond());
        return watchers;
    }

    /** Begins to open streams until {@code number} were opened; {@link #awaitWatching} waits for that. */
    void watch(int number) throws IOException {
        send("watch " + number);
    }

    void awaitWatching() throws IOException {
        answer();
    }

    WatcherReport report() throws IOException {
        send("report");
        return WatcherReport.parse(answer());
    }

    private void send(String line) throws IOException {
        commands.write(line + "\n");
        commands.flush();
    }

    private String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("a process of watchers has ended unexpectedly");
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(STOP_SECONDS_MAX, TimeUnit.SECONDS)
                .exceptionally(e -> process.destroyForcibly())
                .join();
    }
}
