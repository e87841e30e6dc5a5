package io.onsale.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser of this machine: none is downloaded. */
final class BrowserProgram {
    private static final List<String> USUAL = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private BrowserProgram() {}

    /** {@code -Donsale.browser=PATH} or a usual place. */
    static Optional<Path> find() {
        return Stream.concat(Stream.of(System.getProperty("onsale.browser", "")), USUAL.stream())
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether its absence is a failure: on a build server nothing may be skipped. */
    static boolean isRequired() {
        return Objects.equals(System.getenv("ONSALE_BROWSER"), "required");
    }
}
