package io.onsale.gatling.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@link Watchers} in another process. Used by one thread. */
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

    static WatcherProcess start(Rig rig, String name, Watchers.Task task) throws IOException {
        Process process = rig.launchHelper(
                name, "io.onsale.gatling.bench.Watchers", List.of("-Xmx512m", "-XX:+UseSerialGC"), List.of());
        WatcherProcess watchers = new WatcherProcess(process);
        watchers.tell(
                task.text() + "\n" + rig.secret() + " " + rig.crowd.expiresAt().getEpochSecond());
        return watchers;
    }

    /** Begins to open streams until {@code number} were opened; {@link #awaitWatching} waits for that. */
    void watch(int number) throws IOException {
        tell("watch " + number);
    }

    void awaitWatching() throws IOException {
        answer();
    }

    Heard report() throws IOException {
        tell("report");
        return Heard.parse(answer());
    }

    private void tell(String line) throws IOException {
        commands.write(line + "\n");
        commands.flush();
    }

    private String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("a process of watchers has ended by itself");
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
