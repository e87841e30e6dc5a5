package io.onsale.queue.stream;

/** One fan's stream: about to begin, then open. */
public interface PlaceStream {
    /** What to send first: the full state. To be called once, before anything else. */
    String opening();

    /** Whether nothing follows any more. */
    boolean isOver();

    /** From now on changes are sent to {@code sink}. */
    void begin(StreamSink sink);

    /** The stream is over, whichever side ended it. Repeatable; harmless if it never began. */
    void end();
}
