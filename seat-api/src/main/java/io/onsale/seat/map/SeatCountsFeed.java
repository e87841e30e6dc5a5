package io.onsale.seat.map;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The counts of one map, and their watchers. A watcher always gets all counts: they are some kilobytes for the largest hall. */
final class SeatCountsFeed implements WatchedState {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** How an answer looks. */
    record CountsJson(long version, List<SectionCount> sections) {}

    /** Counts at one version, as JSON and in the frame of a stream. */
    @SuppressWarnings("ArrayRecordComponent") // one copy for all readers
    private record Counted(long version, byte[] json) {}

    private final SeatMap map;
    private volatile @Nullable Counted counted;
    private volatile long published; // the version that watchers were told of

    SeatCountsFeed(SeatMap map) {
        this.map = map;
    }

    /** Made once per version. Do not change the array. */
    byte[] json() {
        return counted().json();
    }

    private Counted counted() {
        Counted made = counted;
        if (made == null || made.version() != map.version()) {
            CountsJson counts = map.count();
            made = new Counted(counts.version(), JSON.writeValueAsBytes(counts));
            counted = made;
        }
        return made;
    }

    /** Whether there is something new to publish; true once per version. */
    boolean isNew() {
        long now = map.version();
        boolean isNew = now != published;
        published = now;
        return isNew;
    }

    @Override
    public long version() {
        return map.version();
    }

    /** What a watcher missed is in the next counts. */
    @Override
    public boolean isLost(long after) {
        return false;
    }

    @Override
    public int beginning() {
        return map.beginning();
    }

    @Override
    public MapFrame startOver() {
        return mergedSince(0);
    }

    @Override
    public MapFrame mergedSince(long after) {
        Counted now = counted();
        String head = "id: " + now.version() + "\nevent: counts\ndata: ";
        byte[] begin = head.getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[begin.length + now.json().length + 2];
        System.arraycopy(begin, 0, frame, 0, begin.length);
        System.arraycopy(now.json(), 0, frame, begin.length, now.json().length);
        frame[frame.length - 2] = '\n';
        frame[frame.length - 1] = '\n';
        return new MapFrame(now.version(), frame);
    }
}
