package io.onsale.gatling.bench;

import java.nio.file.Path;
import java.util.Objects;

/** The JDK that we run on. */
final class JavaHome {
    private JavaHome() {}

    /** The path of its {@code java}, {@code jcmd} and so on. */
    static String program(String name) {
        return Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", name)
                .toString();
    }
}
