package io.onsale.ticket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that gives one fixed answer to any request and closes: for answers that none of our servers gives. */
public final class FixedAnswer implements AutoCloseable {
    private final byte[] answer;
    private final ServerSocket server;

    private FixedAnswer(String answer) throws IOException {
        this.answer = answer.getBytes(US_ASCII);
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("fixed answers").start(this::answer);
    }

    /** An answer that breaks off. */
    public static FixedAnswer cut() throws IOException {
        return new FixedAnswer(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"id\":");
    }

    public static FixedAnswer of(int status, String contentType, String body) throws IOException {
        return new FixedAnswer("HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, contentType, body.length(), body));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void answer() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                readHead(socket.getInputStream());
                socket.getOutputStream().write(answer);
                socket.shutdownOutput();
                socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream()); // close, not reset
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
