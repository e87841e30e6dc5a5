package io.onsale.service.web;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Closes a connection that keeps us waiting: for the rest of a request, or for the next one. An answer may take as long as it likes.
 * There is one timer a connection, which looks now and then. Reactor Netty has the same limits with a timer for each request, and one of
 * them keeps its request in memory until it would have fired: at 20,000 requests a second that is the whole heap.
 */
public final class ConnectionTimes extends ChannelDuplexHandler {
    private static final String NAME = "onsale.connectionTimes";

    private final long requestNanos;
    private final long idleNanos;
    private int unanswered; // more than one if the client does not wait for answers
    private boolean receiving;
    private long sinceNanos; // of the request's head if it is being received, else of the last answer's end
    private @Nullable Future<?> timer;

    private ConnectionTimes(Duration requestTimeout, Duration idleTimeout) {
        this.requestNanos = requestTimeout.toNanos();
        this.idleNanos = idleTimeout.toNanos();
    }

    /**
     * The server with these limits.
     *
     * @param requestTimeout from a request's headers to its last byte; noticed at most as much later
     * @param idleTimeout from an answer to the next request's headers
     */
    public static HttpServer limit(HttpServer server, Duration requestTimeout, Duration idleTimeout) {
        return server.doOnChannelInit((observer, channel, remote) -> channel.pipeline()
                .addAfter(NettyPipeline.HttpCodec, NAME, new ConnectionTimes(requestTimeout, idleTimeout)));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        sinceNanos = System.nanoTime();
        lookIn(context, Math.min(requestNanos, idleNanos));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            unanswered++;
            receiving = true;
            sinceNanos = System.nanoTime();
        }
        if (message instanceof LastHttpContent) { // may be the very same message
            receiving = false;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            unanswered--;
            if (!receiving) {
                sinceNanos = System.nanoTime();
            }
        }
        context.write(message, promise);
    }

    /** 100 Continue is not the answer. */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void lookIn(ChannelHandlerContext context, long nanos) {
        timer = context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext context) {
        long leftNanos = leftNanos(System.nanoTime());
        if (leftNanos <= 0) {
            timer = null;
            context.close();
        } else {
            lookIn(context, Math.min(leftNanos, Math.min(requestNanos, idleNanos)));
        }
    }

    private long leftNanos(long nanos) {
        if (receiving) {
            return sinceNanos + requestNanos - nanos;
        }
        return unanswered > 0 ? Long.MAX_VALUE : sinceNanos + idleNanos - nanos;
    }
}
