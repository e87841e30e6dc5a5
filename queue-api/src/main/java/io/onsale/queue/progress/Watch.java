package io.onsale.queue.progress;

/** One fan's stream: about to begin, then under way. */
public interface Watch {
    /** What to send first: the full state. To be called once, before all else. */
    String opening();

    /** Whether all has been said, so that nothing follows. */
    boolean isOver();

    /** From now on {@code outlet} is told what changes. */
    void begin(Outlet outlet);

    /** The stream is over, whoever ended it. Harmless if it never began, and a second time. */
    void end();
}
