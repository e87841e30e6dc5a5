package io.onsale.service.warmup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to our own port, one connection after the other and one request at a time. Of a response it parses only status and length.
 */
final class LoopbackCall {
    private static final Logger LOG = LoggerFactory.getLogger(LoopbackCall.class);
    private static final int ANSWER_MAX_MS = 2_000; // then something hangs; the caller gives up
    private static final int REQUESTS_A_CONNECTION = 50; // gives some hundred new connections per second
    private static final int LINE_MAX = 512; // bytes; our longest header has 60
    private static final String LENGTH = "content-length:";

    private LoopbackCall() {}

    /**
     * Sends one request after the other until {@code over}; counts responses other than 2xx. It reconnects from time to time: code compiled
     * before any connection was closed would be deoptimized at the first close.
     */
    static void repeat(int port, IntFunction<byte[]> requests, BooleanSupplier over, AtomicInteger refused) {
        try {
            for (int n = 0; !over.getAsBoolean(); n += REQUESTS_A_CONNECTION) {
                connectAndSend(port, n, requests, over, refused);
            }
        } catch (IOException e) {
            LOG.debug("A warm-up caller gave up", e);
        }
    }

    private static void connectAndSend(
            int port, int first, IntFunction<byte[]> requests, BooleanSupplier over, AtomicInteger refused)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(ANSWER_MAX_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MAX_MS);
            InputStream answers = new BufferedInputStream(socket.getInputStream());
            for (int n = first; n < first + REQUESTS_A_CONNECTION && !over.getAsBoolean(); n++) {
                socket.getOutputStream().write(requests.apply(n));
                if (status(answers) / 100 != 2) {
                    refused.incrementAndGet();
                }
            }
        }
    }

    /** Reads one whole response; returns its status. */
    private static int status(InputStream answers) throws IOException {
        int status = Integer.parseInt(line(answers).substring(9, 12)); // HTTP/1.1 200 OK
        long length = 0;
        for (String header = line(answers); !header.isEmpty(); header = line(answers)) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Long.parseLong(header.substring(LENGTH.length()).strip());
            }
        }
        answers.skipNBytes(length);
        return status;
    }

    private static String line(InputStream answers) throws IOException {
        byte[] line = new byte[LINE_MAX];
        int length = 0;
        for (int b = answers.read(); b != '\n'; b = answers.read()) {
            if (b < 0 || length == LINE_MAX) {
                throw new EOFException("incomplete response");
            }
            line[length++] = (byte) b;
        }
        return new String(line, 0, Math.max(0, length - 1), US_ASCII);
    }
}
