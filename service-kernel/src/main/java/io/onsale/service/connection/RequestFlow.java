package io.onsale.service.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that keeps us waiting: for a request's headers, for the rest of the request, or for the next one. Responses may take
 * as long as they need. One timer per connection checks from time to time. Reactor Netty has the same limits with timers per request, one
 * of which keeps its request in memory until it would have fired: at 20,000 requests per second that fills the heap. Requests that arrive
 * before the previous response has been sent are held back, so a client that does not read is not served either.
 */
final class RequestFlow extends ChannelDuplexHandler implements OpenConnections.Member {
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    private final Channel channel;
    private final AnswerFlow answers;
    private final long headNanos;
    private final long requestNanos;
    private final long idleNanos;
    private final ConnectionLimits limits;
    private final OpenConnections connections;
    private final LongSupplier nanoTime;

    private int unanswered; // more than one if the client pipelines
    private boolean receiving; // the headers are here, the rest is not
    private boolean partial; // some of the headers are here
    private boolean used; // at least one request arrived
    private boolean hasBody; // the last request had one
    private boolean endsBlank; // the bytes being read end with a blank line
    private boolean complete; // the bytes being read completed a request
    private boolean displaced;
    private long sinceNanos; // start of the current wait, else end of the last response
    private @Nullable ArrayDeque<Object> held; // null until needed: most clients do not pipeline
    private boolean releasing;
    private @Nullable Future<?> timer;
    private @Nullable ChannelHandlerContext context;

    RequestFlow(
            Channel channel,
            ConnectionLimits limits,
            AnswerFlow answers,
            OpenConnections connections,
            LongSupplier nanoTime) {
        this.channel = channel;
        this.answers = answers;
        this.connections = connections;
        this.nanoTime = nanoTime;
        this.limits = limits;
        this.headNanos = limits.headTimeout().toNanos();
        this.requestNanos = limits.requestTimeout().toNanos();
        this.idleNanos = limits.idleTimeout().toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        sinceNanos = nanoTime.getAsLong();
        if (connections.enter(this, channel.remoteAddress(), limits)) {
            lookIn(added, lookNanos());
            channel.closeFuture().addListener(closed -> connections.leave(this, channel.remoteAddress()));
        } else {
            channel.close();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        stop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        stop();
        inactive.fireChannelInactive();
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        if (held != null) {
            held.forEach(ReferenceCountUtil::release);
            held.clear();
        }
    }

    // ---- requests ----

    /** To be called before the bytes are decoded. */
    void bytesCome(ByteBuf bytes) {
        if (!receiving && !partial) {
            partial = true;
            if (unanswered == 0) {
                sinceNanos = nanoTime.getAsLong();
            }
        }
        complete = false;
        endsBlank = endsBlank(bytes);
    }

    /** To be called after they were decoded. Bytes left after a complete request without a body belong to the next request's head. */
    void bytesRead() {
        if (complete && !receiving && !hasBody && !endsBlank) {
            partial = true;
        }
    }

    private static boolean endsBlank(ByteBuf bytes) {
        int end = bytes.writerIndex();
        int length = bytes.readableBytes();
        if (length < 2 || bytes.getByte(end - 1) != LF) {
            return length < 2;
        }
        byte before = bytes.getByte(end - 2);
        return before == LF || (before == CR && (length == 2 || bytes.getByte(end - 3) == LF));
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        if (message instanceof HttpRequest) {
            partial = false;
            receiving = true;
            hasBody = false;
            if (unanswered == 0 && !isHolding()) {
                sinceNanos = nanoTime.getAsLong();
            }
        }
        if (message instanceof LastHttpContent last) { // may be the very same message
            hasBody |= last.content().isReadable();
            receiving = false;
            complete = true;
        } else if (!(message instanceof HttpRequest)) {
            hasBody = true;
        }
        if (isHolding() || (message instanceof HttpRequest && (unanswered > 0 || answers.isBlocked()))) {
            hold(message);
        } else {
            pass(reading, message);
        }
    }

    private void pass(ChannelHandlerContext reading, Object message) {
        if (message instanceof HttpRequest) {
            unanswered++;
            used = true;
        }
        reading.fireChannelRead(message);
    }

    private void hold(Object message) {
        if (held == null) {
            held = new ArrayDeque<>();
        }
        held.add(message);
        channel.config().setAutoRead(false); // the request being answered may have turned it on
    }

    /** Whether requests are held back until the previous response has been sent. If so, no more are read. */
    boolean isHolding() {
        return held != null && !held.isEmpty();
    }

    void releaseSoon() {
        if (!releasing && unanswered == 0) {
            releasing = true;
            channel.eventLoop().execute(this::release); // not from within the write that triggered it
        }
    }

    private void release() {
        releasing = false;
        ArrayDeque<Object> queue = held;
        ChannelHandlerContext reading = context;
        if (queue == null || reading == null || unanswered > 0 || answers.isBlocked()) {
            return;
        }
        if (!queue.isEmpty()) {
            sinceNanos = nanoTime.getAsLong(); // until now the client was waiting for us
            pass(reading, queue.removeFirst());
        }
        while (!queue.isEmpty() && !(queue.getFirst() instanceof HttpRequest)) {
            reading.fireChannelRead(queue.removeFirst());
        }
        reading.fireChannelReadComplete();
        answers.released();
    }

    // ---- responses ----

    @Override
    public void write(ChannelHandlerContext writing, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            answered();
        }
        writing.write(message, promise);
    }

    private void answered() {
        if (unanswered > 0) {
            unanswered--;
        }
        if (!receiving) {
            sinceNanos = nanoTime.getAsLong();
        }
        if (isHolding()) {
            releaseSoon();
        }
    }

    /** The client has read everything that was written: the wait for its next request starts now. */
    void answersTaken() {
        if (!receiving) {
            sinceNanos = nanoTime.getAsLong();
        }
    }

    /** 100 Continue is not the final response. */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    // ---- time limits ----

    /** The shortest of the limits, so that each one is noticed when it is reached. */
    private long lookNanos() {
        return Math.min(headNanos, Math.min(requestNanos, idleNanos));
    }

    private void lookIn(ChannelHandlerContext looking, long nanos) {
        timer = looking.executor().schedule(() -> look(looking), nanos, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext looking) {
        long leftNanos = leftNanos(nanoTime.getAsLong());
        if (leftNanos <= 0) {
            timer = null;
            reason().record();
            looking.close();
        } else {
            lookIn(looking, Math.min(leftNanos, lookNanos()));
        }
    }

    private long leftNanos(long now) {
        if (receiving) {
            return isHolding() ? Long.MAX_VALUE : sinceNanos + requestNanos - now;
        }
        if (unanswered > 0 || isHolding() || answers.isSending()) {
            return Long.MAX_VALUE; // the client waits for us, or AnswerFlow is watching how it reads
        }
        return sinceNanos + (partial || !used ? headNanos : idleNanos) - now;
    }

    private CloseReason reason() {
        if (receiving) {
            return CloseReason.BODY;
        }
        return partial || !used ? CloseReason.HEAD : CloseReason.IDLE;
    }

    // ---- as a member of the open connections ----

    /**
     * Reads fields written by another thread without a memory barrier, which would cost every request: the value may be slightly out of
     * date.
     */
    @Override
    public long idleNanos() {
        long now = nanoTime.getAsLong();
        if (displaced) {
            return 0;
        }
        if (answers.isSending()) {
            return answers.stalledFor(now);
        }
        return unanswered > 0 ? 0 : now - sinceNanos;
    }

    @Override
    public void displace() {
        displaced = true; // must not be chosen twice
        channel.close();
    }
}
