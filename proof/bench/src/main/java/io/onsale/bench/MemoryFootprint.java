package io.onsale.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory that a JVM uses, in bytes.
 *
 * @param heap in use just after a full collection
 * @param direct committed outside the heap by {@code Unsafe} and direct buffers, as native memory tracking counts it: Netty's pools with
 *     all their chunks, whether in use or not
 */
record MemoryFootprint(long heap, long direct) {
    /** A JVM must be started with this option to be asked. */
    static final String JVM_OPTION = "-XX:NativeMemoryTracking=summary";

    private static final Pattern HEAP = Pattern.compile("used (\\d+)K");
    private static final Pattern DIRECT = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)");
    private static final long KB = 1024;

    /** Collects garbage twice: the second time frees what the first one's cleaners and references released. */
    static MemoryFootprint of(ServiceProcess node) throws IOException, InterruptedException {
        jcmd(node, "GC.run");
        jcmd(node, "GC.run");
        return parse(jcmd(node, "GC.heap_info"), jcmd(node, "VM.native_memory", "summary"));
    }

    static MemoryFootprint parse(String heapInfo, String nativeMemory) {
        return new MemoryFootprint(number(HEAP, heapInfo) * KB, number(DIRECT, nativeMemory) * KB);
    }

    MemoryFootprint and(MemoryFootprint other) {
        return new MemoryFootprint(heap + other.heap, direct + other.direct);
    }

    long total() {
        return heap + direct;
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + pattern + " in " + text);
        }
        return Long.parseLong(found.group(1));
    }

    private static String jcmd(ServiceProcess node, String... command) throws IOException, InterruptedException {
        List<String> all = new java.util.ArrayList<>(
                List.of(ServiceJvm.program("jcmd"), Long.toString(node.process().pid())));
        all.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(all).redirectErrorStream(true).start();
        String output = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd failed: " + output);
        }
        return output;
    }
}
