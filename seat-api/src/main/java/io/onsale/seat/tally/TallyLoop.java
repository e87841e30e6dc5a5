package io.onsale.seat.tally;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.map.SeatFeed;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.tally.Announcements.News;
import io.onsale.service.loop.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Announces the counts of each current performance: once at the start, then when they have changed, at most once a second. Reads
 * eight bytes a performance and second, and the states (some kilobytes) only of those that changed. Each node does it by itself;
 * whoever listens goes by the version.
 */
public final class TallyLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TallyLoop.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration ROUND_MAX = Duration.ofMinutes(1); // while Kafka is away each send takes its 20 s
    private static final int TICKS_A_LOOK_AROUND = 5; // how late a new performance is counted first, in seconds
    private static final int SIDE_BY_SIDE = 8; // performances read at a time

    private final Performances performances;
    private final SeatFeed feed;
    private final Announcements announcements;
    private final Map<PerformanceId, Tally> announced = new ConcurrentHashMap<>();
    private List<PerformanceId> current = List.of(); // only touched by ticks, which never overlap
    private boolean failing;
    private final Loop loop;

    public TallyLoop(Performances performances, SeatFeed feed, Announcements announcements) {
        this.performances = performances;
        this.feed = feed;
        this.announcements = announcements;
        this.loop = new Loop("Announcing counts", Duration.ZERO, TICK, ROUND_MAX, Schedulers.parallel(), this::tick);
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    Mono<Void> tick(long number) {
        Mono<Void> lookedAround = number % TICKS_A_LOOK_AROUND == 0 ? lookAround() : Mono.empty();
        return lookedAround
                .then(Mono.defer(this::round))
                .doOnSuccess(done -> failing = false)
                .doOnError(this::logOnce)
                .onErrorComplete(); // what was not announced is still different the next time
    }

    private Mono<Void> lookAround() {
        return performances
                .current()
                .collectList() // ids; as many as there are counts to remember
                .doOnNext(found -> {
                    current = found;
                    announced.keySet().retainAll(found);
                })
                .then();
    }

    private Mono<Void> round() {
        return Flux.fromIterable(current)
                .flatMap(this::changed, SIDE_BY_SIDE)
                .collectList()
                .filter(news -> !news.isEmpty())
                .flatMap(news -> announcements.announce(news).doOnSuccess(done -> news.forEach(this::remember)))
                .then();
    }

    private void remember(News news) {
        announced.put(news.performance().id(), news.tally());
    }

    private Mono<News> changed(PerformanceId id) {
        return feed.getVersion(id)
                .filter(version -> version != 0 && version != announcedVersion(id))
                .flatMap(version -> performances.findPerformance(id))
                .flatMap(performance -> count(performance).map(tally -> new News(performance, tally)))
                .filter(this::isNews);
    }

    private Mono<Tally> count(Performance performance) {
        return feed.findStates(performance.id(), performance.hall().seatCount())
                .publishOn(Schedulers.parallel()) // not on Redis' thread
                .map(states -> Tally.of(performance.hall(), states));
    }

    private long announcedVersion(PerformanceId id) {
        Tally tally = announced.get(id);
        return tally == null ? 0 : tally.version();
    }

    /** Seats may change hands and the counts stay. */
    private boolean isNews(News news) {
        Tally before = announced.get(news.performance().id());
        if (before == null || !before.grades().equals(news.tally().grades())) {
            return true;
        }
        remember(news);
        return false;
    }

    private void logOnce(Throwable e) {
        if (!failing) {
            LOG.warn("cannot tell how many seats are left, trying again: {}", e.toString());
        }
        failing = true;
    }
}
