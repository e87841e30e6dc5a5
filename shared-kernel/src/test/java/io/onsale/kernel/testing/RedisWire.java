package io.onsale.kernel.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A minimal client of Redis' protocol, enough to prepare a database without a client library. */
final class RedisWire implements AutoCloseable {
    private static final int TIMEOUT_MS = 10_000;

    private final Socket socket;
    private final BufferedReader reader;

    RedisWire(URI server) {
        try {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout(TIMEOUT_MS);
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("No Redis at " + server.getHost() + ":" + server.getPort(), e);
        }
        if (server.getUserInfo() != null) {
            call(("AUTH:" + server.getUserInfo()).replace("AUTH::", "AUTH:").split(":", 3));
        }
    }

    /** The reply's values in order; a single one for a simple reply. */
    List<String> call(String... words) {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append("$")
                    .append(word.getBytes(UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        try {
            socket.getOutputStream().write(request.toString().getBytes(UTF_8));
            List<String> values = new ArrayList<>();
            read(values);
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(List<String> values) throws IOException {
        String line = line();
        String rest = line.substring(1);
        switch (line.charAt(0)) {
            case '+', ':' -> values.add(rest);
            case '$' -> values.add(line());
            case '*' -> {
                for (int i = 0; i < Integer.parseInt(rest); i++) {
                    read(values);
                }
            }
            default -> throw new IllegalStateException("Redis answered " + line);
        }
    }

    private String line() throws IOException {
        String line = reader.readLine();
        if (line == null) {
            throw new IOException("Redis closed the connection");
        }
        return line;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
