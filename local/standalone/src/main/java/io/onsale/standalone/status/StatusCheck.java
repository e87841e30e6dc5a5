package io.onsale.standalone.status;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks the status file against reality: its processes are alive and ours, and everything answers. */
public final class StatusCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String LAUNCHER = "launcher";

    private final Path home;

    /** @param home the folder that the command line of each of our processes names */
    public StatusCheck(Path home) {
        this.home = home;
    }

    /** The problems found, one sentence each; empty if there are none. */
    public List<String> of(OnsaleStatus status) throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        Long launcher = status.pids().get(LAUNCHER);
        if (launcher != null && !isOurs(launcher)) {
            return List.of("Its launcher was killed: process " + launcher + " is gone. The data is kept; "
                    + "`./onsale up` starts it again");
        }
        status.pids().forEach((name, pid) -> {
            if (!isOurs(pid)) {
                wrong.add("Process " + pid + " (" + name + ") is gone");
            }
        });
        if (wrong.isEmpty()) {
            askAll(status, wrong);
        }
        return wrong;
    }

    private boolean isOurs(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine())
                .filter(commandLine -> commandLine.contains(home.toString()))
                .isPresent();
    }

    private static void askAll(OnsaleStatus status, List<String> wrong) throws InterruptedException {
        Map<String, URI> addresses = new LinkedHashMap<>();
        addresses.put("queue-api", URI.create(status.services().queue() + "/actuator/health/readiness"));
        addresses.put("seat-api", URI.create(status.services().seat() + "/actuator/health/readiness"));
        addresses.put("ticket-api", URI.create(status.services().ticket() + "/actuator/health/readiness"));
        addresses.put("The simulator", URI.create(status.services().simulator() + "/simulator/health"));
        addresses.put("The origin", URI.create(status.url() + "/api/v1/keys/access"));
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            for (var address : addresses.entrySet()) {
                int code = ask(http, address.getValue());
                if (code != 200) {
                    wrong.add(address.getKey() + (code == 0 ? " does not answer" : " answers " + code) + " at "
                            + address.getValue());
                }
            }
        }
    }

    private static int ask(HttpClient http, URI address) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }
}
