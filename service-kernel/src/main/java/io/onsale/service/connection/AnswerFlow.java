package io.onsale.service.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes responses to the socket, as bytes. Large ones are written in pieces as the socket becomes writable, so that a slow reader costs
 * some tens of KB whatever it requested. While bytes are pending, no further request is read from this connection, and a reader that takes
 * nothing, or almost nothing, is disconnected. Small responses pay only one or two comparisons.
 */
final class AnswerFlow extends ChannelDuplexHandler {
    /** Bytes. A reader whose response is on the heap costs a copy of this size. */
    private static final int PIECE = 16 * 1024;

    private static final int LOOKS = 4; // checks per stall time-out

    /** A response, or a part of one, that the socket cannot take yet. */
    private record Waiting(ByteBuf bytes, ChannelPromise promise, int length, boolean isShared) {
        int counted() {
            return isShared ? 0 : length;
        }
    }

    private final Channel channel;
    private final ConnectionLimits limits;
    private final AnswerMemory memory;
    private final LongSupplier nanoTime;
    private @Nullable RequestFlow requests;
    private @Nullable ArrayDeque<Waiting> waiting; // null until needed: most connections never need it
    private long waitingBytes; // their bytes, without shared ones
    private long handed; // total bytes passed on to the socket's own buffer
    private boolean sharing; // the socket's own buffer holds pieces of a shared response
    private long counted; // bytes of this connection currently counted in memory
    private boolean draining;
    private boolean readWanted;

    private volatile @Nullable ReaderPace pace; // null while no reader is being watched
    private volatile boolean sending; // something is pending

    AnswerFlow(Channel channel, ConnectionLimits limits, AnswerMemory memory, LongSupplier nanoTime) {
        this.channel = channel;
        this.limits = limits;
        this.memory = memory;
        this.nanoTime = nanoTime;
    }

    void follow(RequestFlow following) {
        this.requests = following;
    }

    /** Whether the client has not yet taken everything that was sent. */
    boolean isBlocked() {
        return hasWaiting() || !channel.isWritable();
    }

    private boolean hasWaiting() {
        return waiting != null && !waiting.isEmpty();
    }

    /** Like {@link #isBlocked}, but possibly slightly out of date; callable from any thread. */
    boolean isSending() {
        return sending;
    }

    /** Nanoseconds since any pending byte was taken; 0 if bytes are being taken or none are pending. Callable from any thread. */
    long stalledFor(long now) {
        ReaderPace watched = pace;
        return watched == null ? 0 : watched.stalledFor(now);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (requests != null && message instanceof ByteBuf bytes) {
            requests.bytesCome(bytes);
        }
        context.fireChannelRead(message);
        if (requests != null) {
            requests.bytesRead();
        }
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (isBlocked() || (requests != null && requests.isHolding())) {
            readWanted = true;
        } else {
            context.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf bytes)) {
            context.write(message, promise);
            return;
        }
        int length = bytes.readableBytes();
        if (!channel.isActive() || (length <= PIECE && !hasWaiting())) {
            handed += length;
            context.write(bytes, promise);
        } else {
            await(bytes, length, promise);
        }
    }

    private void await(ByteBuf bytes, int length, ChannelPromise promise) {
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        Waiting answer = new Waiting(bytes, promise.unvoid(), length, isShared(bytes));
        waiting.add(answer);
        waitingBytes += answer.counted();
    }

    /** Shared by all readers: sending it needs no extra memory. */
    private static boolean isShared(ByteBuf bytes) {
        return bytes.isReadOnly() && bytes.isDirect();
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        if (hasWaiting()) {
            drain(context);
        }
        context.flush();
        settle(context);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (hasWaiting() && channel.isWritable()) {
            drain(context);
        }
        settle(context);
        context.fireChannelWritabilityChanged();
    }

    /** Writes as much as the socket takes. The kernel may take it immediately and trigger this method again, hence the guard. */
    private void drain(ChannelHandlerContext context) {
        if (draining) {
            return;
        }
        draining = true;
        try {
            while (hasWaiting() && channel.isWritable() && channel.isActive()) {
                while (hasWaiting() && channel.isWritable()) {
                    handOnePiece(context);
                }
                context.flush();
            }
        } finally {
            draining = false;
        }
    }

    private void handOnePiece(ChannelHandlerContext context) {
        ArrayDeque<Waiting> queue = Objects.requireNonNull(waiting);
        Waiting first = queue.getFirst();
        int left = first.bytes().readableBytes();
        int length = Math.min(left, PIECE);
        sharing |= first.isShared();
        handed += length;
        if (length < left) {
            context.write(first.bytes().readRetainedSlice(length));
        } else {
            queue.removeFirst();
            waitingBytes -= first.counted(); // the whole was in memory until its last piece
            context.write(first.bytes(), first.promise());
        }
    }

    /** Updates the count of unread bytes, watches the reader while bytes are pending, and resumes reading requests when none are. */
    private void settle(ChannelHandlerContext context) {
        long unsent = unsentBytes();
        if (unsent == 0) {
            sharing = false;
        }
        long own = waitingBytes + (sharing ? 0 : unsent);
        if (own != counted) {
            memory.add(own - counted);
            counted = own;
        }
        boolean something = unsent > 0 || hasWaiting();
        if (something != sending) {
            sending = something;
            if (pace != null) {
                pace.moves();
            }
            if (!something && requests != null) {
                requests.answersTaken();
            }
        }
        if (something && pace == null && channel.isActive()) {
            watch(context);
        }
        if (readWanted || (requests != null && requests.isHolding())) {
            goOnReading(context);
        }
    }

    private void goOnReading(ChannelHandlerContext context) {
        if (isBlocked()) {
            return;
        }
        if (requests != null && requests.isHolding()) {
            requests.releaseSoon();
        } else if (readWanted) {
            readWanted = false;
            context.read();
        }
    }

    /** A held request has been passed on: performs the read that was postponed meanwhile. */
    void released() {
        ChannelHandlerContext context = channel.pipeline().context(this);
        if (context != null) {
            settle(context);
        }
    }

    private long unsentBytes() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return unsent == null ? 0 : unsent.totalPendingWriteBytes();
    }

    /** Total bytes taken by the kernel. Approximate, because Netty adds an overhead for each pending buffer. */
    private long taken() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return unsent == null ? handed : handed - unsent.totalPendingWriteBytes() + unsent.currentProgress();
    }

    // ---- readers that do not read ----

    private void watch(ChannelHandlerContext context) {
        pace = new ReaderPace(limits, nanoTime.getAsLong(), taken());
        lookLater(context);
    }

    private void lookLater(ChannelHandlerContext context) {
        long nanos = limits.stallTimeout().toNanos() / LOOKS;
        var unused = context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext context) {
        settle(context);
        ReaderPace watched = pace;
        if (watched == null || !sending || !channel.isActive()) {
            pace = null; // the next response starts a new watch
            return;
        }
        CloseReason reason = watched.look(
                nanoTime.getAsLong(), taken(), limits.stallTimeout().dividedBy(memory.isTight() ? LOOKS : 1));
        if (reason == null) {
            lookLater(context);
        } else {
            reason.record();
            channel.config().setOption(ChannelOption.SO_LINGER, 0); // also discard what the kernel has buffered
            context.close();
        }
    }

    // ---- the end ----

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        discard();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        discard();
    }

    private void discard() {
        if (waiting != null) {
            ClosedChannelException closed = new ClosedChannelException();
            for (Waiting answer = waiting.poll(); answer != null; answer = waiting.poll()) {
                answer.bytes().release();
                answer.promise().tryFailure(closed);
            }
        }
        waitingBytes = 0;
        sending = false;
        memory.add(-counted);
        counted = 0;
    }
}
