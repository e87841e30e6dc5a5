package io.onsale.queue.place;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.eta.AdmissionPace;
import io.onsale.queue.eta.Eta;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.place.PlaceView.SaleNotice;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.ReplicaPlace;
import io.onsale.queue.sale.SaleState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Computes what fans see of their places, from the replica's place and its latest reading of the line. */
public final class PlaceViews {
    private PlaceViews() {}

    /** The place as its fan may see it now; remembers when the fan was told to poll again. */
    public static PlaceView of(LineReplica replica, ReplicaPlace place) {
        LineReplica.Reading now = replica.latest();
        PlaceView view = now == null ? unread(place) : of(place, now.line(), now.pace());
        place.polls().setInterval(view.pollAfterMs());
        return view;
    }

    static PlaceView of(ReplicaPlace replicaPlace, LineSnapshot line, AdmissionPace pace) {
        replicaPlace.enterLine(line.draw());
        Place place = replicaPlace.place();
        return switch (place.state()) {
            case LOBBY -> inLobby(replicaPlace, null, null, line);
            case WAITING -> waiting(replicaPlace, place, line, pace);
            case READY, ADMITTED -> settled(replicaPlace, place, line, 0L);
            case LEFT, MISSED, SERVED -> settled(replicaPlace, place, line, null);
        };
    }

    /** Before this node has read the line: as Redis returned the place. */
    static PlaceView unread(ReplicaPlace replicaPlace) {
        Place place = replicaPlace.place();
        boolean drawn = place.state() != PlaceState.LOBBY;
        return new PlaceView(
                drawn ? place.number() : null,
                place.state().name(),
                drawn ? replicaPlace.shownAhead() : null,
                drawn ? replicaPlace.shownAhead() : 0,
                null,
                PollTimes.NEAR_MS,
                replicaPlace.receipt(),
                place.state() == PlaceState.READY ? Instant.ofEpochMilli(place.deadline()) : null,
                null);
    }

    private static PlaceView inLobby(
            ReplicaPlace place, @Nullable Long number, @Nullable Long ahead, LineSnapshot line) {
        long total = Math.max(line.total(), 1 + (ahead == null ? 0 : ahead));
        long poll = line.isOver()
                ? PollTimes.overMs(place.fan())
                : PollTimes.lobbyMs(line.policy().opensAtMs() - line.nowMs(), place.fan());
        SaleNotice sale = SaleNotice.of(line);
        return new PlaceView(number, PlaceState.LOBBY.name(), ahead, total, null, poll, place.receipt(), null, sale);
    }

    private static PlaceView waiting(ReplicaPlace replicaPlace, Place place, LineSnapshot line, AdmissionPace pace) {
        FanId fan = replicaPlace.fan();
        long ahead = line.knows(place.number())
                ? replicaPlace.show(line.aheadOf(place.number()))
                : replicaPlace.shownAhead();
        if (line.isLobby()) {
            return inLobby(replicaPlace, place.number(), ahead, line);
        }
        Eta eta = line.isPaused() || line.isOver() ? null : pace.eta(ahead, line);
        replicaPlace.predict(eta, line.nowMs());
        return new PlaceView(
                place.number(),
                PlaceState.WAITING.name(),
                ahead,
                Math.max(line.total(), ahead + 1),
                eta,
                line.isOver() ? PollTimes.overMs(fan) : PollTimes.waitingMs(ahead, fan),
                replicaPlace.receipt(),
                null,
                SaleNotice.of(line));
    }

    private static PlaceView settled(ReplicaPlace replicaPlace, Place place, LineSnapshot line, @Nullable Long ahead) {
        FanId fan = replicaPlace.fan();
        return new PlaceView(
                place.number(),
                place.state().name(),
                ahead,
                line.total(),
                null,
                isInVain(place, line) ? PollTimes.overMs(fan) : PollTimes.settledMs(place.state(), fan),
                replicaPlace.receipt(),
                claimBy(place, line),
                SaleNotice.of(line));
    }

    /** Whether the fan waits in vain because the sale is over; the place itself has not ended. */
    public static boolean isInVain(Place place, LineSnapshot line) {
        return switch (place.state()) {
            case LOBBY, WAITING -> line.isOver();
            case READY -> !isClaimable(line);
            case ADMITTED, LEFT, MISSED, SERVED -> false;
        };
    }

    /** When the sale's time is over nobody is called any more, but called fans may still claim; not once it is closed. */
    private static boolean isClaimable(LineSnapshot line) {
        return line.policy().state() != SaleState.CLOSED;
    }

    /** As {@link PlaceView#state}, without the rest. */
    public static String shownState(Place place, LineSnapshot line) {
        return place.state() == PlaceState.WAITING && line.isLobby()
                ? "LOBBY"
                : place.state().name();
    }

    /** As {@link PlaceView#claimBy}, without the rest. */
    public static @Nullable Instant claimBy(Place place, LineSnapshot line) {
        return place.state() == PlaceState.READY && isClaimable(line)
                ? Instant.ofEpochMilli(line.realMs(place.deadline()))
                : null;
    }

    /** What a client sends back as {@code Last-Event-ID} or {@code If-None-Match}; empty while the order is hidden. */
    public static String version(LineReplica replica, ReplicaPlace place, PlaceView shown) {
        return PlaceVersion.text(replica.line(), place, shown);
    }

    /** Takes the version that a client was shown last, maybe by another node; it can only lower the count of fans ahead. */
    public static void applyVersion(@Nullable String version, ReplicaPlace place) {
        PlaceVersion.apply(version, place);
    }
}
