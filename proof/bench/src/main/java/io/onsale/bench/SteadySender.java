package io.onsale.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends requests one after the other at a steady rate over one connection, until it is closed or all are sent. */
final class SteadySender implements AutoCloseable {
    private final Thread thread;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean stopped;

    private SteadySender(int port, Requests requests, int perSecond) {
        this.thread = Thread.ofPlatform()
                .name("trickle")
                .daemon()
                .unstarted(() -> send(port, requests, 1_000_000_000L / perSecond));
    }

    static SteadySender start(int port, Requests requests, int perSecond) {
        SteadySender trickle = new SteadySender(port, requests, perSecond);
        trickle.thread.start();
        return trickle;
    }

    private void send(int port, Requests requests, long gapNanos) {
        byte[] in = new byte[64 * 1024];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            long next = System.nanoTime();
            for (byte[] message : requests.messages()) {
                if (stopped) {
                    return;
                }
                LockSupport.parkNanos(next - System.nanoTime());
                next += gapNanos;
                socket.getOutputStream().write(message);
                (status(socket.getInputStream(), in) / 100 == 2 ? answered : refused).incrementAndGet();
            }
        } catch (IOException e) {
            refused.incrementAndGet();
        }
    }

    private static int status(InputStream stream, byte[] in) throws IOException {
        ResponseScanner answer = new ResponseScanner();
        int size = 0;
        do {
            int read = stream.read(in, size, in.length - size);
            if (read < 0) {
                throw new IOException("the connection ended within " + new String(in, 0, size, US_ASCII));
            }
            size += read;
        } while (!answer.isWhole(in, size));
        return answer.status();
    }

    /** Throws if no request was answered, or any was refused: then the measurement beside it is not valid. */
    void requireFlow() throws IOException {
        if (answered.get() == 0 || refused.get() > 0) {
            throw new IOException(answered + " requests beside were answered, " + refused + " refused");
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
