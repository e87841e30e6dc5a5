package io.onsale.seat.replay;

import io.onsale.seat.history.SeatHistory.Passage;
import io.onsale.seat.map.SeatDelta.SeatChange;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.replay.ReplaySale.ReplayFrame;
import io.onsale.seat.seat.SeatState;
import io.onsale.seat.seat.SeatStates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The seats as a replay has shown them so far. Changes come by time, and clocks differ by some milliseconds: so of one seat a change never takes back a
 * later one. About 1 MB for the largest hall. Not thread-safe.
 */
final class Playback {
    private static final int STEPS = 4;

    private final SeatStates states;
    private final long[] shown; // the position of each seat's last change
    private final Instant from;
    private final long windowMs;
    private long number;

    Playback(Hall hall, Instant from, Duration window) {
        this.states = SeatStates.available(0, hall.seatCount());
        this.shown = new long[hall.seatCount()];
        this.from = from;
        this.windowMs = Math.max(1, window.toMillis());
        for (int blocked : hall.blocked()) {
            states.set(blocked, SeatState.BLOCKED);
        }
    }

    /** All seats, base64. */
    String states() {
        return states.toBase64();
    }

    /** False if it changes nothing that is seen. */
    boolean apply(Passage passage) {
        int seat = passage.seat();
        long position =
                passage.position().version() * STEPS + passage.position().step();
        if (seat >= shown.length || position < shown[seat]) {
            return false;
        }
        shown[seat] = position;
        boolean isSeen = states.get(seat) != passage.state();
        states.set(seat, passage.state());
        return isSeen;
    }

    /** The frames of some passages in the order of time; only what is seen. */
    List<ReplayFrame> frames(List<Passage> passages) {
        List<ReplayFrame> frames = new ArrayList<>();
        Map<Integer, SeatState> changes = new LinkedHashMap<>();
        Instant last = from;
        for (Passage passage : passages) {
            if (!changes.isEmpty() && windowOf(passage.at()) != windowOf(last)) {
                frames.add(frame(last, changes));
                changes.clear();
            }
            if (apply(passage)) {
                changes.put(passage.seat(), passage.state());
                last = passage.at();
            }
        }
        if (!changes.isEmpty()) {
            frames.add(frame(last, changes));
        }
        return frames;
    }

    private long windowOf(Instant at) {
        return Duration.between(from, at).toMillis() / windowMs;
    }

    private ReplayFrame frame(Instant at, Map<Integer, SeatState> changes) {
        number++;
        List<SeatChange> seats = changes.entrySet().stream()
                .map(entry -> new SeatChange(entry.getKey(), entry.getValue()))
                .toList();
        return new ReplayFrame(at, number, seats);
    }
}
