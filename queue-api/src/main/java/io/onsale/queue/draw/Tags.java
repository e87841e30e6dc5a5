package io.onsale.queue.draw;

import java.util.Arrays;
import java.util.OptionalLong;

/** Collects fans' tags to find a duplicate: eight bytes each, sorted at the end. */
final class Tags {
    private long[] tags = new long[1 << 10];
    private int size;

    void add(String tag) {
        if (size == tags.length) {
            tags = Arrays.copyOf(tags, size * 2);
        }
        tags[size++] = Long.parseUnsignedLong(tag, 16);
    }

    /** A tag that was added more than once, if any was. Ends the use of this object. */
    OptionalLong repeated() {
        Arrays.sort(tags, 0, size);
        for (int i = 1; i < size; i++) {
            if (tags[i] == tags[i - 1]) {
                return OptionalLong.of(tags[i]);
            }
        }
        return OptionalLong.empty();
    }
}
