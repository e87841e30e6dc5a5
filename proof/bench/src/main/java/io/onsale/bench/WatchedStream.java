package io.onsale.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The stream of one watcher: sends its request, then notes what arrives and when. Used by one thread. */
final class WatchedStream implements EventStreamReader.StreamListener {
    /** Begins the reason that an operator gives; when it was given follows, in microseconds since 1970. */
    static final String CHANGE = "Bench ";

    private final EventStreamReader reader = new EventStreamReader(this);
    private final WatcherCounts counts;
    private final long claimMillis;
    private @Nullable SocketChannel channel;
    private @Nullable ByteBuffer request;
    private long openedMicros; // 0: not yet
    private long lastChange;
    private boolean isCalled;

    /** @param claimMillis how long before the end of its claim window a fan was called */
    WatchedStream(byte[] request, WatcherCounts counts, long claimMillis) {
        this.request = ByteBuffer.wrap(request);
        this.counts = counts;
        this.claimMillis = claimMillis;
    }

    void use(SocketChannel connecting) {
        channel = connecting;
    }

    SocketChannel channel() {
        return Objects.requireNonNull(channel);
    }

    boolean isOpen() {
        return openedMicros > 0;
    }

    /** Sends the request, once the connection is established. */
    void ask(SelectionKey key) throws IOException {
        channel().finishConnect();
        continueAsking(key);
    }

    /** Sends what is left of the request. */
    void continueAsking(SelectionKey key) throws IOException {
        ByteBuffer rest = request;
        if (rest != null) {
            channel().write(rest);
            if (rest.hasRemaining()) {
                key.interestOps(SelectionKey.OP_WRITE);
                return;
            }
            request = null;
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    /** Takes bytes that have arrived; false if the answer ends with them. */
    boolean read(byte[] bytes, int size) {
        reader.read(bytes, 0, size);
        return !reader.isOver();
    }

    void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            System.err.println(e);
        }
    }

    @Override
    public void opened(int status) {
        if (status == 200) {
            openedMicros = WatcherCounts.nowMicros();
            counts.opened();
        }
    }

    @Override
    public boolean wants(String name) {
        return name.equals("sale") || name.equals("ready");
    }

    @Override
    public void event(String name, String data) {
        switch (name) {
            case "place" -> counts.place();
            case "sale" -> {
                counts.sale();
                change(data);
            }
            case "ready" -> {
                counts.other();
                turn(data);
            }
            default -> counts.other();
        }
    }

    @Override
    public void comment() {
        counts.comment();
    }

    /** A change counts once, and only if it was made while this stream was open. */
    private void change(String data) {
        int from = data.indexOf(CHANGE);
        if (from < 0) {
            return;
        }
        int end = data.indexOf('"', from);
        long at = Long.parseLong(data, from + CHANGE.length(), end, 10);
        if (at > openedMicros && at != lastChange) {
            lastChange = at;
            counts.changed(at);
        }
    }

    private void turn(String data) {
        if (isCalled) {
            return;
        }
        isCalled = true;
        int from = data.indexOf(":\"") + 2; // {"claimBy":"2030-05-01T10:00:00.123Z"}
        long claimBy =
                Instant.parse(data.substring(from, data.indexOf('"', from))).toEpochMilli();
        long at = (claimBy - claimMillis) * 1000;
        if (at > openedMicros) {
            counts.called(at);
        }
    }
}
