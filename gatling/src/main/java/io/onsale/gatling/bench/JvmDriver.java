package io.onsale.gatling.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** A closed loop on one thread, like {@code wrk -t1}: for machines without wrk. Understands answers with a length or in chunks. */
final class JvmDriver implements Driver {
    private static final int ANSWERS_MAX = 4_000_000; // times remembered, 16 MB
    private static final int ANSWER_BYTES_MAX = 64 * 1024;

    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public Measurement run(int port, Requests requests, int connections, Duration time) throws IOException {
        Run run = new Run(requests);
        long start = System.nanoTime();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                run.connect(selector, port);
            }
            while (System.nanoTime() - start < time.toNanos()) {
                selector.select(run::progress, 10);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
        return run.measured(System.nanoTime() - start);
    }

    private static final class Run {
        private final Requests requests;
        private final int[] micros = new int[ANSWERS_MAX];
        private int next;
        private int answers;
        private long unexpected;

        Run(Requests requests) {
            this.requests = requests;
        }

        void connect(Selector selector, int port) throws IOException {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            send(connection);
        }

        void progress(SelectionKey key) {
            Connection connection = (Connection) key.attachment();
            try {
                if (key.isWritable() && connection.flushed()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
                if (key.isReadable() && connection.isAnswered()) {
                    count(connection);
                    send(connection);
                    key.interestOps(
                            connection.flushed() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                }
            } catch (IOException e) {
                unexpected++;
                key.cancel();
            }
        }

        private void send(Connection connection) throws IOException {
            connection.send(requests.messages().get(next));
            next = next + 1 == requests.messages().size() ? 0 : next + 1;
        }

        private void count(Connection connection) {
            if (answers < ANSWERS_MAX) {
                micros[answers] = (int) ((System.nanoTime() - connection.sentAt) / 1000);
            }
            answers++;
            if (connection.status / 100 != 2) {
                unexpected++;
            }
        }

        Measurement measured(long nanos) {
            int[] sorted = Arrays.copyOf(micros, Math.min(answers, ANSWERS_MAX));
            Arrays.sort(sorted);
            double seconds = nanos / 1e9;
            return new Measurement(answers / seconds, at(sorted, 0.50), at(sorted, 0.99), unexpected);
        }

        private static long at(int[] sorted, double share) {
            return sorted.length == 0
                    ? 0
                    : sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))];
        }
    }

    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(ANSWER_BYTES_MAX);
        private ByteBuffer out = ByteBuffer.allocate(0);
        private long sentAt;
        private int status;

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

        /** Reads what is there; true when the answer is whole. */
        boolean isAnswered() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("the server closed the connection");
            }
            int head = headEnd();
            if (head < 0) {
                return false;
            }
            String headers = new String(in.array(), 0, head, US_ASCII).toLowerCase(Locale.ROOT);
            status = Integer.parseInt(headers, 9, 12, 10);
            int length = headers.indexOf("content-length: ");
            if (length >= 0) {
                int end = headers.indexOf('\r', length);
                return in.position() >= head + Integer.parseInt(headers, length + 16, end, 10);
            }
            return status == 204 || endsWithLastChunk();
        }

        private int headEnd() {
            byte[] bytes = in.array();
            for (int i = 3; i < in.position(); i++) {
                if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        private boolean endsWithLastChunk() {
            int end = in.position();
            return end >= 5 && new String(in.array(), end - 5, 5, US_ASCII).equals("0\r\n\r\n");
        }
    }
}
