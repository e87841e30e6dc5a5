package io.onsale.queue.presence;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.AbsenceReports;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.WatchedPlaces;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** The absence detectors of all sales that are active on this node. */
public final class AbsenceDetectors {
    private static final int FOLLOWED_MAX =
            500_000; // on this node; more than places are cached, since followed ones stay
    private static final int FOLLOWED_MIN = 1_000; // per sale

    private final AbsenceReports reports;
    private final ConcurrentHashMap<SaleId, AbsenceDetector> detectors = new ConcurrentHashMap<>();

    public AbsenceDetectors(AbsenceReports reports) {
        this.reports = reports;
    }

    /**
     * Creates the detector of a new replica.
     *
     * @param watched which fans have a stream
     */
    public AbsenceDetector follow(LineReplica replica, WatchedPlaces watched) {
        AbsenceDetector detector =
                new AbsenceDetector(replica, reports, watched::contains, removed -> remove(replica.sale(), removed));
        replica.subscribe(detector);
        detectors.put(replica.sale(), detector);
        shareLimit();
        return detector;
    }

    private void remove(SaleId sale, AbsenceDetector removed) {
        detectors.remove(sale, removed);
        shareLimit();
    }

    private void shareLimit() {
        int sales = Math.max(1, detectors.size());
        int followedMax = Math.max(FOLLOWED_MIN, FOLLOWED_MAX / sales);
        detectors.values().forEach(detector -> detector.setFollowedMax(followedMax));
    }

    /** The sales with a detector at this moment. */
    public Collection<SaleId> sales() {
        return List.copyOf(detectors.keySet());
    }

    /** Reports the changes of one sale. Errors with {@code Unavailable}; they are reported with the next call then. */
    public Mono<Void> report(SaleId sale) {
        AbsenceDetector detector = detectors.get(sale);
        return detector == null ? Mono.empty() : detector.report(System.nanoTime());
    }
}
