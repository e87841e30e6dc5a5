package io.onsale.attack;

import io.onsale.attack.HostileSockets.Manner;
import io.onsale.attack.Latencies.Phase;
import io.onsale.gatling.shop.FanTokenFile;
import io.onsale.gatling.shop.RunningShop;
import io.onsale.gatling.shop.StaffClient;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Slow readers, wrong sign-ins, anonymous streams and half-sent headers against the shop of this machine, and what honest fans notice.
 * Limited in number and time; ends on its own.
 */
final class Attack {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private final AttackOptions options;
    private final RunningShop shop;
    private final ServerMemory memory;
    private final List<AutoCloseable> under = new ArrayList<>();
    private final List<Supplier<String>> progress = new ArrayList<>();

    Attack(AttackOptions options) throws IOException {
        this.options = options;
        this.shop = RunningShop.read(options.status());
        this.memory = ServerMemory.of(options.status());
    }

    /** Measures, attacks, measures again, and prints what the fans noticed. */
    void run() throws Exception {
        LargeSale sale;
        try (StaffClient staff = new StaffClient(shop.url())) {
            sale = LargeSale.open(shop, staff);
        }
        Latencies samples = new Latencies();
        try (HonestFans fans = new HonestFans(shop.url(), sale, tokens(), samples)) {
            fans.start(shop.account("fan"));
            System.out.println("  " + memory);
            watch("before", options.apart(), samples);
            samples.begin(Phase.DURING);
            begin(sale);
            watch("attack", options.attack(), samples);
            end();
            samples.begin(Phase.AFTER);
            watch("after", options.apart(), samples);
        } finally {
            end();
        }
        System.out.println();
        System.out.println(samples.table());
    }

    private List<String> tokens() throws IOException {
        Path file = shop.home().resolve("attack-tokens");
        Files.deleteIfExists(file);
        try {
            FanTokenFile.write(shop, HonestFans.TOKENS, file);
            return Files.readAllLines(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void begin(LargeSale sale) throws IOException {
        List<InetAddress> from = from();
        sockets(Manner.READS_NOTHING, sale.performancePath() + "/plan", options.slowReaders(), from);
        sockets(Manner.STAYS, sale.performancePath() + "/seats/events", options.streams(), from);
        sockets(Manner.NEVER_ENDS_ITS_HEADERS, "/api/v1/events", options.halfHeads(), from);
        if (options.wrongSignIns() > 0) {
            WrongSignIns signIns = new WrongSignIns(shop.url(), options.wrongSignIns(), from);
            under.add(signIns);
            progress.add(signIns::progress);
        }
    }

    private void sockets(Manner manner, String path, int count, List<InetAddress> from) throws IOException {
        if (count > 0) {
            HostileSockets sockets = new HostileSockets(manner, shop.url(), path, count, from);
            under.add(sockets);
            progress.add(sockets::progress);
        }
    }

    private List<InetAddress> from() throws IOException {
        List<InetAddress> from = new ArrayList<>();
        for (int i = 0; i < options.addresses(); i++) {
            from.add(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + i)}));
        }
        return from.isEmpty() ? List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1})) : from;
    }

    private void watch(String name, Duration time, Latencies samples) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            long left = Math.min(BETWEEN_LINES.toNanos(), end - System.nanoTime());
            Thread.sleep(Duration.ofNanos(Math.max(1, left))); // the measured interval
            System.out.println("  " + name + ": " + samples.now());
            progress.forEach(line -> System.out.println("    " + line.get()));
        }
        System.out.println("  " + memory);
    }

    private void end() throws Exception {
        for (AutoCloseable attacker : under) {
            attacker.close();
        }
        under.clear();
        progress.clear();
    }
}
