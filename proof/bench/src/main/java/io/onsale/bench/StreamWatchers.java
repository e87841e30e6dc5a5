package io.onsale.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Holds many streams open and notes when each receives what: one thread, one buffer. A process of its own, since the limit of open files
 * is per process. It obeys its standard input, one command per line, and ends when that ends:
 *
 * <ul>
 *   <li>{@code watch N}: opens streams until N were opened in all; answers {@code N} when each is open or has failed
 *   <li>{@code report}: answers {@link WatcherReport#text}, and begins to count anew
 * </ul>
 */
public final class StreamWatchers {
    private static final int OPENING_MAX =
            200; // streams at the same time: the rush of an opening is measured elsewhere
    private static final int STREAMS_PER_ADDRESS = 20_000; // Linux has some 28,000 ports for each address of ours
    private static final int READ_BYTES = 64 * 1024;
    private static final int WAKE_MS = 100;

    private final WatcherTask task;
    private final BenchFans fans;
    private final Consumer<String> answers;
    private final WatcherCounts counts = new WatcherCounts();
    private final Selector selector;
    private final ConcurrentLinkedQueue<String> commands = new ConcurrentLinkedQueue<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
    private final byte[] bytes = new byte[READ_BYTES];
    private volatile boolean ended;

    private int wanted; // streams to open in all
    private int begun;
    private int opening;
    private boolean asked; // to open streams, and not answered yet

    StreamWatchers(WatcherTask task, BenchFans fans, Consumer<String> answers) throws IOException {
        this.task = task;
        this.fans = fans;
        this.answers = answers;
        this.selector = Selector.open();
    }

    /** The first two lines of standard input are a {@link WatcherTask}, and the fans' secret with the second at which their tokens expire. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        WatcherTask task = WatcherTask.parse(line(input));
        String[] tokens = line(input).split(" ", -1);
        BenchFans fans = new BenchFans(
                Base64.getDecoder().decode(tokens[0]),
                BenchEnvironment.passKey(),
                Instant.ofEpochSecond(Long.parseLong(tokens[1])));
        StreamWatchers watchers = new StreamWatchers(task, fans, System.out::println);
        Thread.ofPlatform().name("commands").daemon().start(() -> watchers.obey(input));
        watchers.run();
    }

    private static String line(BufferedReader input) throws IOException {
        String line = input.readLine();
        if (line == null) {
            throw new IOException("no task");
        }
        return line;
    }

    private void obey(BufferedReader input) {
        try {
            String command = input.readLine();
            while (command != null) {
                command(command);
                command = input.readLine();
            }
        } catch (IOException e) {
            System.err.println(e);
        } finally {
            end();
        }
    }

    /** Takes a command; from any thread. */
    void command(String command) {
        commands.add(command);
        selector.wakeup();
    }

    /** Makes {@link #run} return; from any thread. */
    void end() {
        ended = true;
        selector.wakeup();
    }

    /** Watches until it is ended. */
    void run() throws IOException {
        try (selector) {
            while (!ended) {
                selector.select(this::progress, WAKE_MS);
                for (String command = commands.poll(); command != null; command = commands.poll()) {
                    take(command);
                }
                open();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
    }

    private void take(String command) {
        if (command.startsWith("watch ")) {
            wanted = Integer.parseInt(command, 6, command.length(), 10);
            asked = true;
        } else if (command.equals("report")) {
            answers.accept(counts.report().text());
        }
    }

    private void open() {
        while (begun < wanted && opening < OPENING_MAX) {
            int index = begun++;
            opening++;
            begin(index);
        }
        if (asked && begun >= wanted && opening == 0) {
            asked = false;
            answers.accept(Integer.toString(begun));
        }
    }

    private void begin(int index) {
        WatchedStream stream = new WatchedStream(request(index), counts, task.claimMillis());
        try {
            SocketChannel channel = SocketChannel.open();
            stream.use(channel);
            if (task.firstSource() > 0) {
                String source = "127.0.0." + (task.firstSource() + index / STREAMS_PER_ADDRESS);
                channel.bind(new InetSocketAddress(source, 0));
            }
            channel.configureBlocking(false);
            boolean connected = channel.connect(new InetSocketAddress("127.0.0.1", task.port()));
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, stream);
            if (connected) {
                stream.ask(key);
            }
        } catch (IOException e) {
            fail(stream);
        }
    }

    private byte[] request(int index) {
        int fan = task.firstFan() + index;
        return Requests.message(
                "GET",
                BenchFans.placesPath(task.sale()) + "/me/events",
                java.util.List.of("Authorization: Bearer " + fans.token(fan), "Accept: text/event-stream"),
                null);
    }

    private void progress(SelectionKey key) {
        WatchedStream stream = (WatchedStream) key.attachment();
        try {
            if (key.isConnectable()) {
                stream.ask(key);
            } else if (key.isWritable()) {
                stream.continueAsking(key);
            }
            if (key.isValid() && key.isReadable()) {
                read(stream);
            }
        } catch (IOException | IllegalStateException e) {
            fail(stream);
        }
    }

    private void read(WatchedStream stream) throws IOException {
        in.clear();
        int size = stream.channel().read(in);
        if (size < 0) {
            fail(stream);
            return;
        }
        in.flip().get(bytes, 0, size);
        boolean wasOpen = stream.isOpen();
        boolean goesOn;
        try {
            goesOn = stream.read(bytes, size);
        } finally {
            if (!wasOpen && stream.isOpen()) {
                opening--;
            }
        }
        if (!goesOn) {
            fail(stream);
        }
    }

    private void fail(WatchedStream stream) {
        stream.close();
        if (!stream.isOpen()) {
            opening--;
        }
        counts.failed(stream.isOpen());
    }
}
