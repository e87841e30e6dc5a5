package io.onsale.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;

/** One command to a Redis over a raw socket. */
final class RedisLine {
    private static final int TIMEOUT_MS = 5_000;

    private RedisLine() {}

    /** The reply's first line, or the value if it is one. */
    static String call(String url, String command) throws IOException {
        return call(url, command, TIMEOUT_MS);
    }

    static String call(String url, String command, int timeoutMs) throws IOException {
        URI uri = URI.create(url);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort());
                BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            socket.setSoTimeout(timeoutMs);
            if (uri.getUserInfo() != null) {
                socket.getOutputStream().write(("AUTH " + uri.getUserInfo().substring(1) + "\r\n").getBytes(US_ASCII));
                reader.readLine();
            }
            socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            String line = reader.readLine();
            return line.startsWith("$") && !line.equals("$-1") ? reader.readLine() : line;
        }
    }
}
