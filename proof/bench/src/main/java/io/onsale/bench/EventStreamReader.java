package io.onsale.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;

/**
 * Reads one chunked HTTP/1.1 answer with server-sent events, in pieces as they arrive. It takes some hundred bytes per stream, and creates
 * strings only of events that the listener wants.
 */
final class EventStreamReader {
    private static final int LINE_BYTES_MAX = 16 * 1024; // a longer one is an error

    /** Notified of what arrives. */
    interface StreamListener {
        /** The head has arrived; nothing more is read unless the status is 200. */
        void opened(int status);

        /** Whether {@code data} of events of this name is wanted; it is empty otherwise. */
        boolean wants(String name);

        void event(String name, String data);

        void comment();
    }

    private enum State {
        HEAD,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        OVER
    }

    private final StreamListener listener;
    private State state = State.HEAD;
    private byte[] line = new byte[128];
    private int length;
    private int chunkLeft;
    private int status;
    private String event = "";
    private byte[] data = {};

    EventStreamReader(StreamListener listener) {
        this.listener = listener;
    }

    /** Takes the next bytes; throws {@link IllegalStateException} if they are no such answer. */
    void read(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            switch (state) {
                case HEAD -> head(bytes[i]);
                case CHUNK_SIZE -> chunkSize(bytes[i]);
                case CHUNK -> chunk(bytes[i]);
                case CHUNK_END -> chunkEnd(bytes[i]);
                case OVER -> {
                    return;
                }
            }
        }
    }

    /** Whether the answer has ended. */
    boolean isOver() {
        return state == State.OVER;
    }

    private void head(byte next) {
        if (next != '\n') {
            keep(next);
            return;
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        String header = new String(line, 0, end, US_ASCII);
        length = 0;
        if (status == 0) {
            status = Integer.parseInt(header, 9, 12, 10); // HTTP/1.1 200 OK
        } else if (header.isEmpty()) {
            state = status == 200 ? State.CHUNK_SIZE : State.OVER;
            listener.opened(status);
        } else if (status == 200 && header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            throw new IllegalStateException("a stream with a length");
        }
    }

    private void chunkSize(byte next) {
        if (next != '\n') {
            if (next != '\r') {
                chunkLeft = chunkLeft * 16 + Character.digit(next, 16);
            }
        } else {
            state = chunkLeft == 0 ? State.OVER : State.CHUNK;
        }
    }

    private void chunk(byte next) {
        text(next);
        if (--chunkLeft == 0) {
            state = State.CHUNK_END;
        }
    }

    private void chunkEnd(byte next) {
        if (next == '\n') {
            state = State.CHUNK_SIZE;
        }
    }

    private void text(byte next) {
        if (next == '\n') {
            field();
            length = 0;
        } else if (next != '\r') {
            keep(next);
        }
    }

    private void field() {
        if (length == 0) {
            dispatch();
        } else if (line[0] == ':') {
            listener.comment();
        } else if (starts("event:")) {
            event = name();
        } else if (starts("data:")) {
            data = Arrays.copyOfRange(line, value(5), length);
        }
    }

    private void dispatch() {
        if (!event.isEmpty() || data.length > 0) {
            listener.event(event, listener.wants(event) ? new String(data, UTF_8) : "");
        }
        event = "";
        data = new byte[0];
    }

    /** The usual names, without a new string each. */
    private String name() {
        int from = value(6);
        return switch (length - from) {
            case 4 -> line[from] == 's' ? "sale" : text(from);
            case 5 -> line[from] == 'p' ? "place" : line[from] == 'r' ? "ready" : text(from);
            default -> text(from);
        };
    }

    private String text(int from) {
        return new String(line, from, length - from, UTF_8);
    }

    private int value(int from) {
        return from < length && line[from] == ' ' ? from + 1 : from;
    }

    private boolean starts(String field) {
        if (length < field.length()) {
            return false;
        }
        for (int i = 0; i < field.length(); i++) {
            if (line[i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void keep(byte next) {
        if (length == line.length) {
            if (length >= LINE_BYTES_MAX) {
                throw new IllegalStateException("a line of more than " + LINE_BYTES_MAX + " bytes");
            }
            line = Arrays.copyOf(line, length * 2);
        }
        line[length++] = next;
    }
}
