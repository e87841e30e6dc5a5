package io.onsale.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** A closed loop on one thread, like {@code wrk -t1}: for machines without wrk, and for figures that wrk does not provide. */
final class ClosedLoopDriver implements LoadDriver {
    private static final int ANSWER_BYTES_MAX = 64 * 1024;
    private static final Duration ONCE_MAX = Duration.ofMinutes(5); // longer means that a service hangs

    /** Notified of each answer. */
    @FunctionalInterface
    interface ResponseListener {
        /**
         * @param at nanoseconds since the run began
         * @param took nanoseconds from sending to the whole answer
         */
        void answered(long at, long took, int status);
    }

    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public Measurement run(int port, Requests requests, int connections, Duration time) throws IOException {
        Tally tally = new Tally();
        long nanos = send(port, requests, connections, time, Long.MAX_VALUE, tally);
        return tally.measured(nanos);
    }

    /** Sends each request once. */
    Measurement once(int port, Requests requests, int connections) throws IOException {
        Tally tally = new Tally();
        int number = requests.messages().size();
        long nanos = send(port, requests, Math.min(connections, number), ONCE_MAX, number, tally);
        Measurement measured = tally.measured(nanos);
        if (tally.answers() < number) {
            throw new IOException("only " + tally.answers() + " of " + number + " requests were answered");
        }
        return measured;
    }

    /** Sends for {@code time} and notifies {@code listener} of each answer; returns the nanoseconds that it took. */
    long run(int port, Requests requests, int connections, Duration time, ResponseListener listener)
            throws IOException {
        return send(port, requests, connections, time, Long.MAX_VALUE, listener);
    }

    private static long send(
            int port, Requests requests, int connections, Duration time, long number, ResponseListener listener)
            throws IOException {
        Run run = new Run(requests, number, listener);
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                run.connect(selector, port);
            }
            while (!run.isOver() && System.nanoTime() - run.start < time.toNanos()) {
                selector.select(run::progress, 10);
            }
            long nanos = System.nanoTime() - run.start;
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return nanos;
        }
    }

    /** Counts and times answers. */
    private static final class Tally implements ResponseListener {
        private final Histogram micros = new Histogram(3);
        private long unexpected;

        @Override
        public void answered(long at, long took, int status) {
            micros.recordValue(took / 1000);
            if (status / 100 != 2) {
                unexpected++;
            }
        }

        long answers() {
            return micros.getTotalCount();
        }

        Measurement measured(long nanos) {
            return new Measurement(
                    answers() / (nanos / 1e9),
                    micros.getValueAtPercentile(50),
                    micros.getValueAtPercentile(99),
                    unexpected);
        }
    }

    private static final class Run {
        private static final int BROKEN = 0; // stands for a missing answer

        private final Requests requests;
        private final ResponseListener listener;
        private final long start = System.nanoTime();
        private long toSend;
        private int underWay;
        private int connected;
        private int next;

        Run(Requests requests, long number, ResponseListener listener) {
            this.requests = requests;
            this.toSend = number;
            this.listener = listener;
        }

        boolean isOver() {
            return toSend == 0 && underWay == 0 || connected == 0;
        }

        void connect(Selector selector, int port) throws IOException {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel);
            connected++;
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ, connection);
            send(connection, key);
        }

        void progress(SelectionKey key) {
            Connection connection = (Connection) key.attachment();
            try {
                if (key.isWritable() && connection.flushed()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
                if (key.isReadable() && connection.isAnswered()) {
                    answered(connection, connection.answer.status());
                    send(connection, key);
                }
            } catch (IOException e) {
                connected--;
                key.cancel();
                answered(connection, BROKEN);
            }
        }

        private void answered(Connection connection, int status) {
            long now = System.nanoTime();
            underWay--;
            listener.answered(now - start, now - connection.sentAt, status);
        }

        private void send(Connection connection, SelectionKey key) throws IOException {
            if (toSend == 0) {
                return;
            }
            toSend--;
            underWay++;
            connection.send(requests.messages().get(next));
            next = next + 1 == requests.messages().size() ? 0 : next + 1;
            key.interestOps(connection.flushed() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(ANSWER_BYTES_MAX);
        private final ResponseScanner answer = new ResponseScanner();
        private ByteBuffer out = ByteBuffer.allocate(0);
        private long sentAt;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send(byte[] message) throws IOException {
            in.clear();
            out = ByteBuffer.wrap(message);
            sentAt = System.nanoTime();
            channel.write(out);
        }

        boolean flushed() throws IOException {
            if (out.hasRemaining()) {
                channel.write(out);
            }
            return !out.hasRemaining();
        }

        /** Reads available bytes; true when the answer is complete. */
        boolean isAnswered() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("the server closed the connection");
            }
            return answer.isWhole(in.array(), in.position());
        }
    }
}
