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
 * Closes a connection that keeps us waiting: for a request's headers, for the rest of it, or for the next one. An answer may take as long
 * as it likes. There is one timer per connection, which looks now and then. Reactor Netty has the same limits with a timer for each
 * request, and one of them keeps its request in memory until it would have fired: at 20,000 requests a second that is the whole heap.
 * Requests that come before the answer to the one before has left are held back: whoever does not read is not answered either.
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

    private int unanswered; // more than one if the client does not wait for answers
    private boolean receiving; // the rest of a request whose headers are here
    private boolean partial; // a part of a request's headers is here
    private boolean used; // there was a request
    private boolean hasBody; // the last request had one
    private boolean endsBlank; // the bytes that are being read end as headers do
    private boolean complete; // they completed a request
    private boolean displaced;
    private long sinceNanos; // of what we wait for; of the last answer's end otherwise
    private @Nullable ArrayDeque<Object> held; // null until there is one: most clients wait for answers
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

    // ---- what comes ----

    /** Before the bytes are decoded. */
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

    /** After they were. What is left of them behind a whole request without body are the first headers of the next one. */
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
        channel.config().setAutoRead(false); // a request that is being answered may have set it
    }

    /** Whether requests wait for the answer of the one before; then no more of them are read. */
    boolean isHolding() {
        return held != null && !held.isEmpty();
    }

    void releaseSoon() {
        if (!releasing && unanswered == 0) {
            releasing = true;
            channel.eventLoop().execute(this::release); // not within the write that made it possible
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
            sinceNanos = nanoTime.getAsLong(); // until now it was we who kept the client waiting
            pass(reading, queue.removeFirst());
        }
        while (!queue.isEmpty() && !(queue.getFirst() instanceof HttpRequest)) {
            reading.fireChannelRead(queue.removeFirst());
        }
        reading.fireChannelReadComplete();
        answers.released();
    }

    // ---- what leaves ----

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

    /** The reader has taken all that was written: until now it was busy. */
    void answersTaken() {
        if (!receiving) {
            sinceNanos = nanoTime.getAsLong();
        }
    }

    /** 100 Continue is not the answer. */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    // ---- who keeps us waiting ----

    /** No limit is shorter, so each is noticed when it is reached. */
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
            return Long.MAX_VALUE; // we are the one who is waited for, or the reader of an answer is, whom AnswerFlow
            // watches
        }
        return sinceNanos + (partial || !used ? headNanos : idleNanos) - now;
    }

    private Cut reason() {
        if (receiving) {
            return Cut.BODY;
        }
        return partial || !used ? Cut.HEAD : Cut.IDLE;
    }

    // ---- as one of many ----

    /** Reads what another thread writes, without a fence on the way of each request: it may be a little old. */
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
        displaced = true; // by one newcomer
        channel.close();
    }
}
