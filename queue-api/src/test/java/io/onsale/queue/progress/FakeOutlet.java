package io.onsale.queue.progress;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.PlaceState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/** A stream that writes down what it is told. Its loop runs each task at once, in order. */
final class FakeOutlet implements Outlet {
    /** As an event loop does: a task that is given by a task runs after it. */
    static final class Loop implements Executor {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private boolean running;

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
            running = false;
        }
    }

    private final Executor loop;
    private final List<String> written = new ArrayList<>();
    private boolean ready = true;
    private boolean ended;
    private boolean cut;

    FakeOutlet() {
        this(new Loop());
    }

    FakeOutlet(Executor loop) {
        this.loop = loop;
    }

    /** Begins a stream of a fan who waits with {@code number}. */
    Watcher watch(SaleBoard board, FanId fan, long number) {
        KnownPlace known = board.learn(fan, Snapshots.place(PlaceState.WAITING, number), number);
        Watcher watcher = new Watcher(board, fan, known);
        written.add(watcher.opening());
        watcher.begin(this);
        return watcher;
    }

    /** The reader stops taking what is sent, or goes on. */
    void ready(boolean takes) {
        ready = takes;
    }

    /** All that was written since the last call. */
    String text() {
        String text = String.join("", written);
        written.clear();
        return text;
    }

    boolean hasEnded() {
        return ended;
    }

    boolean wasCut() {
        return cut;
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void write(String text) {
        written.add(text);
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void cut() {
        cut = true;
    }
}
