package io.onsale.ticket.code;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.CodeKeys;
import io.onsale.ticket.ticket.TicketId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Prints how long a code takes to sign and to check; to be run by hand. */
final class MeasureCodeCheck {
    private static final int ROUNDS = 2_000;

    public static void main(String[] arguments) {
        Instant now = Instant.now();
        StatementSigner signer = new StatementSigner(List.of(CodeKeys.signing("k")), Clock.systemUTC());
        CodeVerifier verifier = new CodeVerifier(signer);
        FanDevice phone = new FanDevice();
        TicketId ticket = TicketId.next();
        PerformanceId performance = PerformanceId.next();
        Instant until = now.plus(Duration.ofDays(7));
        String code = phone.code(
                signer.sign(ticket, performance, 1, until, phone.key()).bytes(), now);
        String paper = CodeVerifier.paperCode(
                signer.sign(ticket, performance, 1, until, null).bytes());
        for (int round = 1; round <= 3; round++) {
            print(round, "check of a device's code", () -> verifier.check(code, now));
            print(round, "check of a paper's code", () -> verifier.check(paper, now));
            print(round, "signature of a statement", () -> signer.sign(ticket, performance, 1, until, phone.key()));
        }
    }

    private static void print(int round, String what, Runnable work) {
        long start = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            work.run();
        }
        System.out.printf("round %d: %s takes %.3f ms%n", round, what, (System.nanoTime() - start) / 1e6 / ROUNDS);
    }
}
