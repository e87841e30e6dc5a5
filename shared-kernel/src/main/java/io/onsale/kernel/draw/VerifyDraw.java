package io.onsale.kernel.draw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.onsale.kernel.draw.DrawVerdict.Proven;
import io.onsale.kernel.draw.DrawVerdict.Refuted;
import io.onsale.kernel.draw.DrawVerdict.Row;
import io.onsale.kernel.id.FanId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ./onsale verify-draw}: checks a published list, from a file or an address. Needs this jar and nothing else: no server, no account. */
public final class VerifyDraw {
    private static final int PROVEN = 0;
    private static final int REFUTED = 1;
    private static final int NOT_DONE = 2;

    private static final int BUFFER = 1 << 16; // characters
    private static final long PROGRESS_EVERY = 100_000; // rows, a fraction of a second
    private static final Duration PATIENCE = Duration.ofSeconds(30); // until the first byte of an answer

    private static final String HELP = """
            Usage: ./onsale verify-draw FILE|URL [--commitment HEX] [--fan ID]

            Recomputes the drawn order of a sale from its published list (GET /api/v1/sales/SALE/draw/list).

              --commitment HEX   what GET /api/v1/sales/SALE/draw showed before the opening: without it the list is
                                 checked against itself, and not against what was promised
              --fan ID           show the registration and the number of this fan

            Exit code: 0 everything holds, 1 something does not, 2 it could not be checked
            """;

    private VerifyDraw() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            Request request = Request.parse(arguments);
            if (request == null) {
                out.print(HELP);
                return PROVEN;
            }
            return verify(request, out, err);
        } catch (Misunderstood e) {
            err.println(e.getMessage());
            err.print(HELP);
            return NOT_DONE;
        } catch (IOException e) {
            err.println("Cannot read the list: " + describe(e));
            return NOT_DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NOT_DONE;
        }
    }

    private static int verify(Request request, PrintStream out, PrintStream err)
            throws IOException, InterruptedException {
        try (BufferedReader list = new BufferedReader(new InputStreamReader(open(request.source), UTF_8), BUFFER)) {
            DrawVerdict verdict =
                    DrawVerification.verify(list, request.commitment, request.fan, rows -> showProgress(rows, err));
            return switch (verdict) {
                case Proven proven -> tell(proven, request, out);
                case Refuted refuted -> tell(refuted, out);
            };
        }
    }

    private static void showProgress(long rows, PrintStream err) {
        if (rows % PROGRESS_EVERY == 0) {
            err.println(rows + " fans checked");
        }
    }

    private static int tell(Proven proven, Request request, PrintStream out) {
        out.println("The list holds: all " + proven.fans() + " fans of sale " + proven.sale()
                + " have the number that the seed gives to their registration, of " + proven.registrations() + ".");
        out.println(
                request.commitment == null
                        ? "Its commitment is " + proven.commitment()
                                + ": compare it with the one that was shown before the opening."
                        : "It is the draw that was committed to before the opening.");
        return request.fan == null ? PROVEN : tellWanted(request.fan, proven.wanted(), out);
    }

    private static int tellWanted(FanId fan, @Nullable Row row, PrintStream out) {
        if (row == null) {
            out.println("Fan " + fan + " is not in it: either not in the lobby when it was drawn, or left out.");
            return REFUTED;
        }
        out.println("Fan " + fan + " has registration " + row.registration() + " and number " + row.number() + ".");
        return PROVEN;
    }

    private static int tell(Refuted refuted, PrintStream out) {
        out.println("The list does NOT hold: "
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
            throw new IOException("this is not a file's name", e);
        }
    }

    private static InputStream download(String address) throws IOException, InterruptedException {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(PATIENCE)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new IOException("this is not an address", e);
        }
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
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

    // ---- the command line ----

    private record Request(
            String source,
            @Nullable String commitment,
            @Nullable FanId fan) {

        /** Null: help is wanted. */
        static @Nullable Request parse(List<String> arguments) throws Misunderstood {
            Deque<String> rest = new ArrayDeque<>(arguments);
            String source = null;
            String commitment = null;
            FanId fan = null;
            while (!rest.isEmpty()) {
                String word = rest.pop();
                switch (word) {
                    case "--help", "-h" -> {
                        return null;
                    }
                    case "--commitment" -> commitment = commitment(value(word, rest));
                    case "--fan" -> fan = fan(value(word, rest));
                    default -> source = source(word, source);
                }
            }
            if (source == null) {
                throw new Misunderstood("Say which list: a file or an address");
            }
            return new Request(source, commitment, fan);
        }

        private static String value(String option, Deque<String> rest) throws Misunderstood {
            String value = rest.poll();
            if (value == null) {
                throw new Misunderstood(option + " needs a value");
            }
            return value;
        }

        private static String commitment(String text) throws Misunderstood {
            String lower = text.strip().toLowerCase(java.util.Locale.ROOT);
            if (!lower.matches("[0-9a-f]{64}")) {
                throw new Misunderstood("A commitment has 64 hex digits");
            }
            return lower;
        }

        private static FanId fan(String text) throws Misunderstood {
            try {
                return new FanId(text);
            } catch (IllegalArgumentException e) {
                throw new Misunderstood(String.valueOf(e.getMessage()));
            }
        }

        private static String source(String word, @Nullable String before) throws Misunderstood {
            if (word.startsWith("--") || before != null) {
                throw new Misunderstood("Not understood: " + word);
            }
            return word;
        }
    }

    /** The command line is not one; the message is for whoever typed it. */
    private static final class Misunderstood extends Exception {
        private static final long serialVersionUID = 1L;

        Misunderstood(String message) {
            super(message, null, false, false);
        }
    }
}
