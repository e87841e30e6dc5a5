package io.onsale.queue.warmup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.replica.LineReplicas;
import io.onsale.queue.replica.ReplicaUpdates;
import io.onsale.queue.replica.Ticks;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.PrivateLines;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.service.loop.Loop;
import io.onsale.service.warmup.Rehearsal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Rehearses an opening: fans join, each for the first time, and look at their places. The sale is private, admits no fan and is not in the
 * database; its keys in Redis are removed after the rehearsal, or expire.
 */
public final class OpeningRehearsal implements Rehearsal {
    private static final int REQUESTS_PER_FAN = 3; // a join and two looks, within the limits of a fan

    /** Kinds of Host headers that are parsed by different code. */
    private static final List<String> HOSTS = List.of("localhost", "127.0.0.1:8080", "www.onsale.example", "127.0.0.1");

    private static final Duration VALID = Duration.ofMinutes(5); // longer than any rehearsal

    private final PrivateLines lines;
    private final LineReplicas replicas;
    private final FanTokens tokens;
    private final Clock clock;
    private final SaleId sale = SaleId.next();
    private final Loop reading; // the replicas' own loop does not read this sale

    public OpeningRehearsal(
            PrivateLines lines, LineReplicas replicas, ReplicaUpdates updates, FanTokens tokens, Clock clock) {
        this.lines = lines;
        this.replicas = replicas;
        this.tokens = tokens;
        this.clock = clock;
        this.reading =
                new Loop("Reading the rehearsal's line", Ticks.TICK, Schedulers.parallel(), () -> updates.tick(sale));
    }

    @Override
    public Mono<Void> prepare() {
        return Mono.defer(() -> lines.open(policy(clock.instant()))).doOnSuccess(done -> reading.start());
    }

    private SalePolicy policy(Instant now) {
        return SalePolicy.first(
                sale,
                new SalePolicy.Times(now.minusSeconds(1), now.minusSeconds(1), now.plus(VALID)),
                LineOrder.ARRIVAL,
                SalePolicy.Limits.of(0, 1));
    }

    @Override
    public byte[] request(int caller, int n) {
        String fan = "rehearsal-" + caller + "-" + n / REQUESTS_PER_FAN;
        String host = HOSTS.get(n % HOSTS.size());
        return n % REQUESTS_PER_FAN == 0
                ? message("POST", "/places", host, fan, "Content-Length: 0\r\n")
                : message("GET", "/places/me", host, fan, "");
    }

    private byte[] message(String method, String path, String host, String fan, String headers) {
        Principal principal = new Principal(fan, Role.FAN, clock.instant().plus(VALID));
        String message = method + " /api/v1/sales/" + sale.value() + path + " HTTP/1.1\r\nHost: " + host + "\r\n"
                + "Authorization: Bearer " + tokens.sign(principal) + "\r\n" + headers + "\r\n";
        return message.getBytes(US_ASCII);
    }

    @Override
    public Mono<Void> cleanUp() {
        return Mono.fromRunnable(reading::stop)
                .then(lines.remove(sale))
                .doOnTerminate(() -> replicas.remove(sale)); // before the caller continues
    }
}
