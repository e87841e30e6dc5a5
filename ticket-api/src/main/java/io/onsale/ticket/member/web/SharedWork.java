package io.onsale.ticket.member.web;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.member.Sharer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Slow work on few threads, in turns. Each sharer has a queue of its own, and the threads serve the queues round-robin: however much one
 * sharer asks for, the next one waits for one task of it. Known sharers and all others take turns as well: thousands of unknown ones
 * cannot delay those who signed in before. Work whose caller has cancelled is skipped.
 */
final class SharedWork implements AutoCloseable {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2); // by then a queue of 60 is half as long

    private final int ownMax;
    private final int allMax;
    private final Round known = new Round();
    private final Round strangers = new Round();
    private boolean knownNext;
    private boolean closed;

    /**
     * @param ownMax tasks of one sharer that may wait
     * @param allMax tasks that may wait in all; half of them are reserved for known sharers
     */
    SharedWork(int threads, int ownMax, int allMax, String name) {
        this.ownMax = ownMax;
        this.allMax = allMax;
        for (int i = 1; i <= threads; i++) {
            Thread.ofPlatform().name(name + "-" + i).daemon().start(this::work);
        }
    }

    /** The result of {@code work}. Errors at once with a problem if too many tasks of the sharer wait, with {@code Unavailable} if too many in all. */
    <T> Mono<T> run(Sharer sharer, Callable<T> work) {
        return Mono.create(sink -> {
            Piece<T> piece = new Piece<>(work, sink);
            sink.onCancel(() -> piece.isGone = true);
            RuntimeException refusal = offer(sharer, piece);
            if (refusal != null) {
                sink.error(refusal);
            }
        });
    }

    private synchronized @Nullable RuntimeException offer(Sharer sharer, Piece<?> piece) {
        Round round = sharer.isKnown() ? known : strangers;
        if (closed || round.waiting >= allMax / 2) {
            return new Unavailable("Sign-in");
        }
        if (!round.add(sharer.key(), piece, ownMax)) {
            return new ProblemException(
                    Problem.of(ProblemType.TOO_MANY_REQUESTS, "Too many sign-ins from your network at the moment"),
                    RETRY_AFTER);
        }
        notify();
        return null;
    }

    private void work() {
        try {
            for (Piece<?> piece = next(); piece != null; piece = next()) {
                piece.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Piece<?> next() throws InterruptedException {
        while (!closed) {
            knownNext = !knownNext;
            Piece<?> piece = (knownNext ? known : strangers).poll();
            piece = piece == null ? (knownNext ? strangers : known).poll() : piece;
            if (piece != null) {
                return piece;
            }
            wait();
        }
        return null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** The queues in the order of their turns. */
    private static final class Round {
        private final Map<Long, ArrayDeque<Piece<?>>> queues = new LinkedHashMap<>();
        int waiting;

        boolean add(long sharer, Piece<?> piece, int max) {
            ArrayDeque<Piece<?>> queue = queues.computeIfAbsent(sharer, first -> new ArrayDeque<>(1));
            if (queue.size() >= max) {
                return false;
            }
            waiting++;
            return queue.add(piece);
        }

        @Nullable
        Piece<?> poll() {
            while (!queues.isEmpty()) {
                var turn = queues.entrySet().iterator().next();
                ArrayDeque<Piece<?>> queue = turn.getValue();
                queues.remove(turn.getKey());
                Piece<?> piece = queue.poll();
                waiting--;
                if (!queue.isEmpty()) {
                    queues.put(turn.getKey(), queue); // to the end of the order
                }
                if (piece != null && !piece.isGone) {
                    return piece;
                }
            }
            return null;
        }
    }

    private static final class Piece<T> {
        private final Callable<T> work;
        private final MonoSink<T> sink;
        volatile boolean isGone;

        Piece(Callable<T> work, MonoSink<T> sink) {
            this.work = work;
            this.sink = sink;
        }

        void run() {
            try {
                sink.success(work.call());
            } catch (Exception e) {
                sink.error(e);
            }
        }
    }
}
