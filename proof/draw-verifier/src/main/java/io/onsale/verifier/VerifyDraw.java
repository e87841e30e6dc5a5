package io.onsale.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.draw.DrawVerdict;
import io.onsale.queue.draw.DrawVerdict.DrawnRow;
import io.onsale.queue.draw.DrawVerdict.Proven;
import io.onsale.queue.draw.DrawVerdict.Refuted;
import io.onsale.queue.draw.DrawVerification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./onsale verify-draw}: checks a published list, from a file or an address. Needs this jar and nothing else: no server, no account. */
@Command(
        name = "./onsale verify-draw",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 110,
        separator = " ",
        description =
                "Recomputes the drawn order of a sale from its published list (GET /api/v1/sales/SALE/draw/list).",
        footer = "Exit code: 0 everything holds, 1 something does not, 2 it could not be checked")
public final class VerifyDraw implements Callable<Integer> {
    private static final int PROVEN = 0;
    private static final int REFUTED = 1;
    private static final int NOT_DONE = 2;

    private static final int BUFFER = 1 << 16; // characters
    private static final long PROGRESS_EVERY = 100_000; // rows, a fraction of a second
    private static final Duration TIME_OUT = Duration.ofSeconds(30); // until the first byte of a response

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|URL", description = "the list")
    private String source;

    private @Nullable String commitment;

    private @Nullable FanId fan;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    @Option(
            names = "--commitment",
            paramLabel = "HEX",
            description =
                    "what GET /api/v1/sales/SALE/draw showed before the opening: without it the list is checked against itself, and not against what was promised")
    void setCommitment(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (!lower.matches("[0-9a-f]{64}")) {
            throw new ParameterException(spec.commandLine(), "--commitment: a commitment has 64 hex digits");
        }
        commitment = lower;
    }

    @Option(names = "--fan", paramLabel = "ID", description = "show the registration and the number of this fan")
    void setFan(String text) {
        try {
            fan = new FanId(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--fan: " + e.getMessage(), e);
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new VerifyDraw()).execute(arguments));
    }

    @Override
    public Integer call() {
        try (BufferedReader list = new BufferedReader(new InputStreamReader(open(source), UTF_8), BUFFER)) {
            DrawVerdict verdict = DrawVerification.verify(list, commitment, fan, this::showProgress);
            return switch (verdict) {
                case Proven proven -> show(proven);
                case Refuted refuted -> show(refuted);
            };
        } catch (IOException e) {
            err().println("Cannot read the list: " + describe(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return NOT_DONE;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private void showProgress(long rows) {
        if (rows % PROGRESS_EVERY == 0) {
            err().println(rows + " fans checked");
        }
    }

    private int show(Proven proven) {
        out().println("The list holds: all " + proven.fans() + " fans of sale " + proven.sale()
                + " have the number that the seed gives to their registration, of " + proven.registrations() + ".");
        out().println(
                        commitment == null
                                ? "Its commitment is " + proven.commitment()
                                        + ": compare it with the one that was shown before the opening."
                                : "It is the draw that was committed to before the opening.");
        return fan == null ? PROVEN : showWanted(fan, proven.wanted());
    }

    private int showWanted(FanId wanted, @Nullable DrawnRow row) {
        if (row == null) {
            out().println("Fan " + wanted + " is not in it: either not in the lobby when it was drawn, or left out.");
            return REFUTED;
        }
        out().println("Fan " + wanted + " has registration " + row.registration() + " and number " + row.number()
                + ".");
        return PROVEN;
    }

    private int show(Refuted refuted) {
        out().println("The list does NOT hold: "
                + (refuted.line() == 0 ? "" : "line " + refuted.line() + ": ")
                + refuted.reason());
        return REFUTED;
    }

    // ---- where the list comes from ----

    private static InputStream open(String source) throws IOException, InterruptedException {
        if (source.startsWith("http://") || source.startsWith("https://")) {
            return download(source);
        }
        try {
            return Files.newInputStream(Path.of(source));
        } catch (InvalidPathException e) {
            throw new IOException("this is not a file name", e);
        }
    }

    private static InputStream download(String address) throws IOException, InterruptedException {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(TIME_OUT)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new IOException("this is not an address", e);
        }
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(TIME_OUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() == 409) {
            throw new IOException("the draw is not complete yet; try again in a minute");
        }
        if (answer.statusCode() != 200) {
            throw new IOException("the server answered " + answer.statusCode());
        }
        return answer.body();
    }

    /** With the kind of failure: the messages of missing files are only their names. */
    private static String describe(IOException e) {
        return e.getClass() == IOException.class
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
