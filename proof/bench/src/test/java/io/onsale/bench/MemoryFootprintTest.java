package io.onsale.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryFootprintTest {
    private static final String HEAP = """
            4711:
             garbage-first heap   total reserved 1048576K, committed 532480K, used 48213K [0x00000000c0000000, 0x0000000100000000)
              region size 1024K, 3 young (3072K), 3 survivors (3072K)
             Metaspace       used 70210K, committed 70912K, reserved 1114112K
            """;
    private static final String NATIVE = """
            Total: reserved=2904375KB, committed=801235KB
            -                 Java Heap (reserved=1048576KB, committed=532480KB)
            -                     Other (reserved=34840KB, committed=34816KB)
                                        (malloc=34840KB tag=Other #61)
            """;

    @Test
    void the_heap_in_use_and_the_memory_outside_are_read() {
        assertThat(MemoryFootprint.parse(HEAP, NATIVE)).isEqualTo(new MemoryFootprint(48_213 * 1024L, 34_816 * 1024L));
    }

    @Test
    void a_report_that_is_not_understood_is_not_taken_for_nothing() {
        assertThatThrownBy(() -> MemoryFootprint.parse("what heap?", NATIVE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MemoryFootprint.parse(HEAP, "Native memory tracking is not enabled"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
