package io.onsale.seat.tally;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.map.SeatFeed;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.tally.Announcements.News;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Announces the counts of each current performance: once at the start, then when they have changed, at most once a second. Reads
 * eight bytes per performance and second, and the states (some kilobytes) only of those that changed. Each node does so independently; consumers
 * go by the version.
 */
public final class AnnounceTallies {
    private static final int TICKS_PER_LISTING = 5; // how late a new performance is counted first, in seconds
    private static final int SIDE_BY_SIDE = 8; // performances read at a time

    private final Performances performances;
    private final SeatFeed feed;
    private final Announcements announcements;
    private final Map<PerformanceId, Tally> announced = new ConcurrentHashMap<>();
    private List<PerformanceId> current = List.of(); // only touched by ticks, which never overlap

    public AnnounceTallies(Performances performances, SeatFeed feed, Announcements announcements) {
        this.performances = performances;
        this.feed = feed;
        this.announcements = announcements;
    }

    /** Announces what has changed. After a failure it is still different at the next tick. */
    public Mono<Void> tick(long number) {
        Mono<Void> listed = number % TICKS_PER_LISTING == 0 ? listPerformances() : Mono.empty();
        return listed.then(Mono.defer(this::round));
    }

    private Mono<Void> listPerformances() {
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

    /** Seats may change hands while the counts stay the same. */
    private boolean isNews(News news) {
        Tally before = announced.get(news.performance().id());
        if (before == null || !before.grades().equals(news.tally().grades())) {
            return true;
        }
        remember(news);
        return false;
    }
}
