package io.onsale.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A separate process that starts Redis and PostgreSQL and waits until it is ended. Argument: the data folder. */
final class SomebodyElse {
    private SomebodyElse() {}

    public static void main(String[] arguments) throws InterruptedException {
        RunningServers servers =
                EmbeddedServers.start(ServerPlan.in(Path.of(arguments[0])).only(Server.REDIS, Server.POSTGRES));
        System.out.println("ready " + servers.awaitAll().pids());
        new CountDownLatch(1).await();
    }
}
