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
 * Answers on their way to the socket, as bytes. Large ones leave in pieces, as the socket becomes writable, so that a slow reader costs
 * some tens of KB, whatever it asked for. While bytes wait, no further request is read from this connection; and a reader that takes
 * nothing, or almost nothing, is cut. What every answer pays for is a comparison or two.
 */
final class AnswerFlow extends ChannelDuplexHandler {
    private static final int PIECE =
            16 * 1024; // bytes; a copy of so much is what a reader costs whose answer is on the heap
    private static final int LOOKS = 4; // within the time after which a reader is cut

    /** An answer, or a part of it, that the socket cannot take yet. */
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
    private @Nullable ArrayDeque<Waiting> waiting; // null until there is one: most connections never have
    private long waitingBytes; // of them, what is not shared
    private long handed; // bytes that went on to the socket's own buffer, since ever
    private boolean sharing; // the socket's own buffer holds pieces of a shared answer
    private long counted; // what this connection has on the account of the memory
    private boolean draining;
    private boolean readWanted;

    private volatile @Nullable ReaderPace pace; // of a reader that is waited for
    private volatile boolean sending; // something waits to be taken

    AnswerFlow(Channel channel, ConnectionLimits limits, AnswerMemory memory, LongSupplier nanoTime) {
        this.channel = channel;
        this.limits = limits;
        this.memory = memory;
        this.nanoTime = nanoTime;
    }

    void follow(RequestFlow following) {
        this.requests = following;
    }

    /** Whether what was sent has not been taken yet. */
    boolean isBlocked() {
        return hasWaiting() || !channel.isWritable();
    }

    private boolean hasWaiting() {
        return waiting != null && !waiting.isEmpty();
    }

    /** As {@link #isBlocked}, a little late; from any thread. */
    boolean isSending() {
        return sending;
    }

    /** For how long nothing was taken of what waits; 0 if some was or nothing waits. From any thread. */
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

    /** Made once for all readers: sending it needs no memory. */
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

    /** Hands on as much as the socket takes. The kernel may take it at once, and ask for more while we are at it. */
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
            waitingBytes -= first.counted(); // until now a piece kept all of it in memory
            context.write(first.bytes(), first.promise());
        }
    }

    /** Puts what waits on the account, watches the reader while anything does, and goes on reading when nothing does. */
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

    /** A request that was held is under way: reads that were wanted meanwhile are made up for. */
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

    /** Bytes that the kernel has taken, since ever. What Netty adds for each buffer makes it a little less, and then a little more. */
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
            pace = null; // a later answer is watched anew
            return;
        }
        Cut cut = watched.look(
                nanoTime.getAsLong(), taken(), limits.stallTimeout().dividedBy(memory.isTight() ? LOOKS : 1));
        if (cut == null) {
            lookLater(context);
        } else {
            cut.record();
            channel.config().setOption(ChannelOption.SO_LINGER, 0); // what the kernel has for it is thrown away, too
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
