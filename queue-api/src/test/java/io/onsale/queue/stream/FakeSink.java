package io.onsale.queue.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/** A connection that records what is written. Its loop runs each task immediately, in order. */
public final class FakeSink implements StreamSink {
    /** Like an event loop: a task submitted by a task runs after it. */
    public static final class Loop implements Executor {
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

    public FakeSink() {
        this(new Loop());
    }

    public FakeSink(Executor loop) {
        this.loop = loop;
    }

    /** The client stops reading, or continues. */
    void ready(boolean takes) {
        ready = takes;
    }

    /** Everything written since the last call. */
    public String text() {
        String text = String.join("", written);
        written.clear();
        return text;
    }

    public boolean hasEnded() {
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
