package io.onsale.queue.stream;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.replica.ReplicaPlace;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One stream and where it lives. The fields without {@code private} are the notes of its {@link WatcherLoop}. */
final class OpenStream implements PlaceStream {
    final StreamTeller teller;
    private final SaleStreams streams;
    private final BooleanSupplier hasRoom;

    /** Null before it begins and after it ends. */
    volatile @Nullable WatcherLoop loop;

    @Nullable
    StreamSink sink;

    int index; // among all streams of its loop
    long dueTick;
    long stalledSinceNanos; // 0: the client reads

    /** @param hasRoom whether this node takes one more stream */
    OpenStream(SaleStreams streams, StreamTeller teller, BooleanSupplier hasRoom) {
        this.streams = streams;
        this.teller = teller;
        this.hasRoom = hasRoom;
    }

    FanId fan() {
        return teller.fan();
    }

    ReplicaPlace place() {
        return teller.place();
    }

    @Override
    public String opening() {
        return EventText.of(teller.next(streams.replica().moment(), true));
    }

    @Override
    public boolean isOver() {
        return teller.isOver();
    }

    @Override
    public void begin(StreamSink to) {
        boolean fits = hasRoom.getAsBoolean(); // many may have been let in at the same moment, before one of them began
        streams.begin(this, to);
        if (!fits) {
            streams.sendAway(this);
        }
    }

    /** Sends {@code last} and ends the stream. */
    void dismiss(Update last) {
        WatcherLoop home = loop;
        if (home != null) {
            home.execute(() -> home.dismiss(this, last));
        }
    }

    @Override
    public void end() {
        streams.end(this);
    }
}
