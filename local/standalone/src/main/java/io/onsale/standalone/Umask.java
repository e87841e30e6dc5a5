package io.onsale.standalone;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** The permissions that this process and its children remove from new files. Java has no call for it; POSIX has {@code umask}. */
final class Umask {
    private static final int GROUP_AND_OTHERS = 0077;

    private Umask() {}

    /** From now on new files and folders are for their owner only. */
    static void ownerOnly() {
        Linker linker = Linker.nativeLinker();
        MethodHandle umask = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("umask"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        try {
            int previous = (int) umask.invokeExact(GROUP_AND_OTHERS);
            assert previous >= 0;
        } catch (Throwable e) {
            throw new IllegalStateException("umask cannot be called", e);
        }
    }
}
