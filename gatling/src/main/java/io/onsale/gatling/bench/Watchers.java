package io.onsale.gatling.bench;

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
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds many streams open and notes when each hears of what: one thread, one buffer. A process of its own, since the limit of open files
 * counts a process. Obeys its standard input, one command a line, and ends with it:
 *
 * <ul>
 *   <li>{@code watch N}: opens streams until N were opened; answers {@code N} when each is open or has failed
 *   <li>{@code report}: answers {@link Heard#text} and begins anew
 * </ul>
 */
public final class Watchers {
    private static final int OPENING_MAX = 200; // streams at the same time: an opening's rush is another bench
    private static final int STREAMS_PER_ADDRESS = 20_000; // Linux has some 28,000 ports for each address of ours
    private static final int READ_BYTES = 64 * 1024;
    private static final int WAKE_MS = 100;

    /** The beginning of what an operator tells the fans; when it was told follows, in microseconds since 1970. */
    static final String CHANGE = "Bench ";

    /**
     * Whom to watch as.
     *
     * @param firstFan the first of these watchers
     * @param firstSource they come from {@code 127.0.0.firstSource} and following; 0: whatever the system takes
     * @param claimMillis how long before its end of claim a fan was called
     */
    record Task(int port, String sale, int firstFan, int firstSource, long claimMillis) {
        String text() {
            return port + " " + sale + " " + firstFan + " " + firstSource + " " + claimMillis;
        }

        static Task parse(String text) {
            String[] words = text.split(" ", -1);
            return new Task(
                    Integer.parseInt(words[0]),
                    words[1],
                    Integer.parseInt(words[2]),
                    Integer.parseInt(words[3]),
                    Long.parseLong(words[4]));
        }
    }

    private final Task task;
    private final Crowd crowd;
    private final Consumer<String> answers;
    private final Selector selector;
    private final ConcurrentLinkedQueue<String> commands = new ConcurrentLinkedQueue<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
    private final byte[] bytes = new byte[READ_BYTES];
    private volatile boolean ended;

    private int wanted; // streams to open in all
    private int begun;
    private int opening;
    private int watching;
    private int failed;
    private boolean asked; // for wanted, and not answered yet

    private long places;
    private long sales;
    private long comments;
    private long others;
    private Map<Long, Told> changes = new TreeMap<>();
    private Told called = new Told();

    Watchers(Task task, Crowd crowd, Consumer<String> answers) throws IOException {
        this.task = task;
        this.crowd = crowd;
        this.answers = answers;
        this.selector = Selector.open();
    }

    /** The first two lines of standard input are a task, and the fans' secret with the second at which their tokens end. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        Task task = Task.parse(line(input));
        String[] tokens = line(input).split(" ", -1);
        Crowd crowd = new Crowd(
                Base64.getDecoder().decode(tokens[0]), Rig.passKey(), Instant.ofEpochSecond(Long.parseLong(tokens[1])));
        Watchers watchers = new Watchers(task, crowd, System.out::println);
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
            answers.accept(new Heard(watching, failed, places, sales, comments, others, changes, called).text());
            places = sales = comments = others = 0;
            changes = new TreeMap<>();
            called = new Told();
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
        Stream stream = new Stream(request(index));
        try {
            SocketChannel channel = SocketChannel.open();
            stream.channel = channel;
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
                Crowd.placesPath(task.sale()) + "/me/events",
                java.util.List.of("Authorization: Bearer " + crowd.token(fan), "Accept: text/event-stream"),
                null);
    }

    private void progress(SelectionKey key) {
        Stream stream = (Stream) key.attachment();
        try {
            if (key.isConnectable()) {
                stream.ask(key);
            } else if (key.isWritable()) {
                stream.askOn(key);
            }
            if (key.isValid() && key.isReadable()) {
                in.clear();
                int size = stream.channel().read(in);
                if (size < 0) {
                    fail(stream);
                } else {
                    in.flip().get(bytes, 0, size);
                    stream.read(bytes, size);
                }
            }
        } catch (IOException | IllegalStateException e) {
            fail(stream);
        }
    }

    private void fail(Stream stream) {
        stream.close();
        if (stream.openedMicros > 0) {
            watching--;
        } else {
            opening--;
        }
        failed++;
    }

    static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** One watcher. */
    private final class Stream implements EventParser.Listener {
        private final EventParser parser = new EventParser(this);
        private @Nullable SocketChannel channel;
        private @Nullable ByteBuffer request;
        private long openedMicros; // 0: not yet
        private long lastChange;
        private boolean isCalled;

        Stream(byte[] request) {
            this.request = ByteBuffer.wrap(request);
        }

        SocketChannel channel() {
            return java.util.Objects.requireNonNull(channel);
        }

        void ask(SelectionKey key) throws IOException {
            channel().finishConnect();
            askOn(key);
        }

        void askOn(SelectionKey key) throws IOException {
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

        void read(byte[] bytes, int size) {
            parser.read(bytes, 0, size);
            if (parser.isOver()) {
                fail(this);
            }
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
                openedMicros = nowMicros();
                opening--;
                watching++;
            }
        }

        @Override
        public boolean wants(String name) {
            return name.equals("sale") || name.equals("ready");
        }

        @Override
        public void event(String name, String data) {
            switch (name) {
                case "place" -> places++;
                case "sale" -> {
                    sales++;
                    change(data);
                }
                case "ready" -> {
                    others++;
                    turn(data);
                }
                default -> others++;
            }
        }

        @Override
        public void comment() {
            comments++;
        }

        /** A change that was made while this stream was open counts, once. */
        private void change(String data) {
            int from = data.indexOf(CHANGE);
            if (from < 0) {
                return;
            }
            int end = data.indexOf('"', from);
            long at = Long.parseLong(data, from + CHANGE.length(), end, 10);
            if (at > openedMicros && at != lastChange) {
                lastChange = at;
                changes.computeIfAbsent(at, id -> new Told()).after(nowMicros() - at);
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
            long at = (claimBy - task.claimMillis()) * 1000;
            if (at > openedMicros) {
                called.after(nowMicros() - at);
            }
        }
    }
}
