package io.onsale.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports on 127.0.0.1. */
final class LoopbackPorts {
    static final InetAddress LOOPBACK = loopback();
    private static final int ROW_START = 20_000;
    private static final int ROW_END = 32_000;
    private static final int ROW_ATTEMPTS = 100;

    private LoopbackPorts() {}

    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first of so many free ports in a row. Several are looked for below those that systems give to clients. */
    static int freeRow(int count) {
        if (count == 1) {
            return free();
        }
        int last = ROW_END - count;
        for (int attempt = 0; attempt < ROW_ATTEMPTS; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(ROW_START, last);
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new EmbeddedServersFailure("There are no " + count + " free ports in a row");
    }

    static boolean areFree(int first, int count) {
        return IntStream.range(first, first + count).allMatch(LoopbackPorts::isFree);
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, LOOPBACK)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
