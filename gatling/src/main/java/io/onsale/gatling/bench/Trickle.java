package io.onsale.gatling.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends requests one after the other at a steady pace, over one connection, until it is closed or all were sent. */
final class Trickle implements AutoCloseable {
    private final Thread thread;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean stopped;

    private Trickle(int port, Requests requests, int perSecond) {
        this.thread = Thread.ofPlatform()
                .name("trickle")
                .daemon()
                .unstarted(() -> send(port, requests, 1_000_000_000L / perSecond));
    }

    static Trickle start(int port, Requests requests, int perSecond) {
        Trickle trickle = new Trickle(port, requests, perSecond);
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
        Answer answer = new Answer();
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

    /** Errors if nothing flows, or not everything was welcome: then what was measured beside it means nothing. */
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
