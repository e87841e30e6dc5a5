package io.onsale.standalone;

import io.onsale.embedded.EmbeddedServersFailure;
import io.onsale.standalone.keys.DemoAccounts;
import io.onsale.standalone.keys.InstallationKeys;
import io.onsale.standalone.services.Service;
import io.onsale.standalone.status.OnsaleStatus;
import io.onsale.standalone.status.StatusFile;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** {@code up}: starts everything and runs until it is stopped. */
final class Up {
    private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

    private final UpOptions options;
    private final Home home;
    private final List<Service> services;
    private final StartProgress progress = new StartProgress(System.out);
    private volatile boolean explained; // the reason of the end was printed, as the last message

    Up(UpOptions options, List<Service> services) {
        this.options = options;
        this.home = options.home();
        this.services = services;
    }

    /** Returns the exit code; 0 also if Onsale is already running. */
    int run() throws InterruptedException {
        Optional<RunLock> lock = RunLock.take(home);
        if (lock.isEmpty()) {
            progress.say(alreadyRunning());
            return 0;
        }
        StatusFile status = new StatusFile(home.status());
        status.delete();
        refusePortsInUse();
        logTo(home);
        Logger log = LoggerFactory.getLogger(Up.class);
        Stack stack = new Stack(options, home, InstallationKeys.in(home.keys()), progress);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, status, lock.get(), log, stopped), "stop"));
        try {
            OnsaleStatus running = stack.start(services);
            status.write(running);
            progress.step("Onsale is ready");
            progress.say(welcome(running));
            log.info("Ready: {}", running.url());
        } catch (RuntimeException e) {
            log.error("Start failed", e);
            explain(explanation(e));
            return 1;
        }
        while (!stopped.await(WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            if (!stack.serversAreAlive()) {
                explain("The servers have ended: see " + home.data().resolve("log"));
                return 1;
            }
        }
        return 0;
    }

    private void refusePortsInUse() {
        Map<String, Integer> inUse = options.ports().inUse(options.host());
        if (Files.exists(home.data().resolve("run").resolve("keeper.pid"))) {
            // the servers of a killed launcher are about to end, or will be ended when ours start
            inUse.keySet().removeAll(Set.of("Redis", "PostgreSQL", "Kafka"));
        }
        if (!inUse.isEmpty()) {
            StringBuilder message = new StringBuilder();
            inUse.forEach((server, port) -> message.append(server.equals("origin") ? "The origin" : server)
                    .append(" cannot start: port ")
                    .append(port)
                    .append(" is in use by another program. `lsof -i :")
                    .append(port)
                    .append("` names it.\n"));
            throw new UsageException(message + "End that program, or use other ports: `--port N` for the origin, "
                    + "`--port-offset N` for all others.");
        }
    }

    private void stop(Stack stack, StatusFile status, RunLock lock, Logger log, CountDownLatch stopped) {
        if (!explained) {
            progress.say("Stopping");
        }
        status.delete();
        stack.close();
        log.info("Stopped");
        if (!explained) {
            progress.say("Stopped");
        }
        lock.close();
        stopped.countDown();
    }

    private void explain(String failure) {
        explained = true;
        progress.say(failure);
    }

    private String alreadyRunning() {
        return new StatusFile(home.status())
                .find()
                .map(status -> "Onsale is already running: " + status.url())
                .orElse("Another process is starting or stopping Onsale in this folder.");
    }

    private String welcome(OnsaleStatus status) {
        DemoAccounts accounts = status.accounts();
        return """

                %s          fans
                %s/console  sellers and operators
                %s/gate     stewards at the gate
                %s/docs     the API

                  seller   %-24s %s
                  manager  %-24s %s
                  gate     %-24s %s
                  fan      %-24s %s

                Log: %s
                """.formatted(
                        status.url(),
                        status.url(),
                        status.url(),
                        status.url(),
                        accounts.seller().email(),
                        accounts.seller().password(),
                        accounts.manager().email(),
                        accounts.manager().password(),
                        accounts.gate().email(),
                        accounts.gate().password(),
                        accounts.fan().email(),
                        accounts.fan().password(),
                        home.log().resolve("onsale.log"));
    }

    private String explanation(RuntimeException failure) {
        return switch (failure) {
            case EmbeddedServersFailure servers ->
                text(servers) + "\n`--port-offset N` gives other ports to all but the origin.";
            default ->
                text(failure) + root(failure) + "\nFor details see "
                        + home.log().resolve("onsale.log");
        };
    }

    private static String root(Throwable failure) {
        Throwable root = failure.getCause();
        if (root == null) {
            return "";
        }
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return ": " + text(root);
    }

    private static String text(@Nullable Throwable failure) {
        return failure == null || failure.getMessage() == null ? String.valueOf(failure) : failure.getMessage();
    }

    /** One log for everything, whatever logging API it uses; no application context may configure another. */
    private static void logTo(Home home) {
        System.setProperty("onsale.log", home.log().toString());
        System.setProperty("logback.configurationFile", "onsale-logback.xml");
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
