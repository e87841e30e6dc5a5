package io.onsale.queue.progress;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.progress.PlaceView.Eta;
import io.onsale.queue.progress.PlaceView.SaleNotice;
import io.onsale.queue.sale.SaleState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What fans see of their places: made from what is known of the place, and from the line as it was read last. */
final class PlaceViews {
    private PlaceViews() {}

    /** The place as its fan may see it now. */
    static PlaceView of(FanId fan, KnownPlace known, LineSnapshot line, AdmissionPace pace) {
        known.enterLine(line.draw());
        Place place = known.place();
        return switch (place.state()) {
            case LOBBY -> inLobby(fan, known, null, null, line);
            case WAITING -> waiting(fan, known, place, line, pace);
            case READY, ADMITTED -> settled(fan, known, place, line, 0L);
            case LEFT, MISSED, SERVED -> settled(fan, known, place, line, null);
        };
    }

    /** While this node has never seen the line: as Redis told of the place. */
    static PlaceView unseen(KnownPlace known) {
        Place place = known.place();
        boolean drawn = place.state() != PlaceState.LOBBY;
        return new PlaceView(
                drawn ? place.number() : null,
                place.state().name(),
                drawn ? known.shownAhead() : null,
                drawn ? known.shownAhead() : 0,
                null,
                Pacing.POLL_NEAR_MS,
                known.receipt(),
                place.state() == PlaceState.READY ? Instant.ofEpochMilli(place.deadline()) : null,
                null);
    }

    private static PlaceView inLobby(
            FanId fan, KnownPlace known, @Nullable Long number, @Nullable Long ahead, LineSnapshot line) {
        long total = Math.max(line.total(), 1 + (ahead == null ? 0 : ahead));
        long poll = line.isOver()
                ? Pacing.pollInVainMs(fan)
                : Pacing.pollInLobbyMs(line.policy().opensAtMs() - line.nowMs(), fan);
        SaleNotice sale = SaleNotice.of(line);
        return new PlaceView(number, PlaceState.LOBBY.name(), ahead, total, null, poll, known.receipt(), null, sale);
    }

    private static PlaceView waiting(FanId fan, KnownPlace known, Place place, LineSnapshot line, AdmissionPace pace) {
        long ahead = line.knows(place.number()) ? known.show(line.aheadOf(place.number())) : known.shownAhead();
        if (line.isLobby()) {
            return inLobby(fan, known, place.number(), ahead, line);
        }
        Eta eta = line.isPaused() || line.isOver() ? null : pace.eta(ahead, line);
        known.predicted(eta, line.nowMs());
        return new PlaceView(
                place.number(),
                PlaceState.WAITING.name(),
                ahead,
                Math.max(line.total(), ahead + 1),
                eta,
                line.isOver() ? Pacing.pollInVainMs(fan) : Pacing.pollMs(ahead, fan),
                known.receipt(),
                null,
                SaleNotice.of(line));
    }

    private static PlaceView settled(
            FanId fan, KnownPlace known, Place place, LineSnapshot line, @Nullable Long ahead) {
        return new PlaceView(
                place.number(),
                place.state().name(),
                ahead,
                line.total(),
                null,
                isInVain(place, line) ? Pacing.pollInVainMs(fan) : Pacing.pollSettledMs(place.state(), fan),
                known.receipt(),
                claimBy(place, line),
                SaleNotice.of(line));
    }

    /** Whether the fan has nothing to expect any more because the sale is over; its place has not ended for that. */
    static boolean isInVain(Place place, LineSnapshot line) {
        return switch (place.state()) {
            case LOBBY, WAITING -> line.isOver();
            case READY -> !isClaimable(line);
            case ADMITTED, LEFT, MISSED, SERVED -> false;
        };
    }

    /** When the sale's time is over nobody is called any more, but who was called may still claim; not once it is closed. */
    private static boolean isClaimable(LineSnapshot line) {
        return line.policy().state() != SaleState.CLOSED;
    }

    /** As {@link PlaceView#state}, without the rest. */
    static String shownState(Place place, LineSnapshot line) {
        return place.state() == PlaceState.WAITING && line.isLobby()
                ? "LOBBY"
                : place.state().name();
    }

    static @Nullable Instant claimBy(Place place, LineSnapshot line) {
        return place.state() == PlaceState.READY && isClaimable(line)
                ? Instant.ofEpochMilli(line.realMs(place.deadline()))
                : null;
    }
}
