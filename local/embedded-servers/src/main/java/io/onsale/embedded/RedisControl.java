package io.onsale.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Single commands to a Redis on this machine: enough to set up servers without a client library. Each has a connection of its own. */
final class RedisControl {
    private static final Duration PATIENCE = Duration.ofSeconds(1); // a server of this machine that takes longer hangs

    private final int port;
    private final @Nullable String password;

    RedisControl(int port, @Nullable String password) {
        this.port = port;
        this.password = password;
    }

    /**
     * The reply: a status, a number or a text.
     *
     * @throws IOException if it does not answer, or answers an error
     */
    String call(String... words) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LoopbackPorts.LOOPBACK, port), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            InputStream replies = new BufferedInputStream(socket.getInputStream());
            if (password != null) {
                send(socket, "AUTH", password);
                read(replies);
            }
            send(socket, words);
            return read(replies);
        }
    }

    private static void send(Socket socket, String... words) throws IOException {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append('$').append(word.getBytes(UTF_8).length).append("\r\n");
            request.append(word).append("\r\n");
        }
        socket.getOutputStream().write(request.toString().getBytes(UTF_8));
    }

    private static String read(InputStream replies) throws IOException {
        String line = line(replies);
        return switch (line.charAt(0)) {
            case '+', ':' -> line.substring(1);
            case '$' -> text(replies, Integer.parseInt(line.substring(1)));
            default -> throw new IOException("Redis answered " + line);
        };
    }

    private static String text(InputStream replies, int length) throws IOException {
        if (length < 0) {
            return "";
        }
        byte[] text = replies.readNBytes(length + 2); // with the end of the line
        return new String(text, 0, Math.min(length, text.length), UTF_8);
    }

    private static String line(InputStream replies) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = replies.read(); next != '\r'; next = replies.read()) {
            if (next < 0) {
                throw new EOFException("Redis closed the connection");
            }
            line.append((char) next);
        }
        replies.skipNBytes(1);
        return line.toString();
    }
}
