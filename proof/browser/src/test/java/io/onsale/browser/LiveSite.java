package io.onsale.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.onsale.standalone.LaunchedOnsale;
import io.onsale.standalone.Shopper;
import io.onsale.standalone.keys.DemoAccounts;
import io.onsale.standalone.status.OnsaleStatus;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A whole Onsale and a browser, started once for all tests that ask for it. Without a browser they are skipped, or fail where one is required. */
final class LiveSite implements BeforeAllCallback, ParameterResolver {
    private static final String TIME_ZONE = "Europe/Lisbon"; // not the venue's: times must be shown in the venue's zone
    private static final double TIMEOUT_MS = 30_000; // only a failure waits so long

    /** What tests use: the addresses, clients of the API, and new browser windows. */
    static final class Site implements AutoCloseable {
        private final LaunchedOnsale onsale;
        private final OnsaleStatus status;
        private final Playwright playwright;
        private final Browser browser;
        private final HttpClient http = HttpClient.newHttpClient();

        private Site(Path program, Path folder) throws Exception {
            PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS);
            playwright = Playwright.create(new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))); // the machine's own browser is used
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program)
                            .setArgs(List.of(
                                    "--no-sandbox", // build servers run as root
                                    "--use-fake-ui-for-media-stream",
                                    "--use-fake-device-for-media-stream")));
            onsale = LaunchedOnsale.start(folder);
            status = onsale.awaitReady();
        }

        String url() {
            return status.url();
        }

        DemoAccounts accounts() {
            return status.accounts();
        }

        Shopper client(DemoAccounts.DemoAccount account) {
            return Shopper.of(http, status, account);
        }

        /** Clients of fans who have no browser. */
        List<Shopper> crowd(int fans) throws IOException {
            return onsale.fanTokens(fans).stream()
                    .map(token -> new Shopper(http, status.url(), token))
                    .toList();
        }

        Shopper anybody() {
            return new Shopper(http, status.url(), null);
        }

        /** A person's own browser: nobody else's cookies or storage. */
        BrowserContext person(int width, int height, String locale) {
            BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                    .setBaseURL(status.url())
                    .setViewportSize(width, height)
                    .setLocale(locale)
                    .setTimezoneId(TIME_ZONE)
                    .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
            context.setDefaultTimeout(TIMEOUT_MS);
            return context;
        }

        @Override
        public void close() throws Exception {
            playwright.close();
            onsale.close();
            http.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        boolean found = BrowserProgram.find().isPresent();
        if (!found && BrowserProgram.isRequired()) {
            throw new AssertionError(
                    "A browser is required, and none is found: install Chromium or set -Donsale.browser=PATH");
        }
        Assumptions.assumeTrue(found, "SKIPPED: no browser is found; install Chromium or set -Donsale.browser=PATH");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(Site.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(LiveSite.class))
                .computeIfAbsent(Site.class, key -> start(), Site.class);
    }

    private static Site start() {
        try {
            Path folder = Files.createTempDirectory("onsale-browser");
            return new Site(BrowserProgram.find().orElseThrow(), folder);
        } catch (Exception e) {
            throw new IllegalStateException("The site cannot be started", e);
        }
    }
}
