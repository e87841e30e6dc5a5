package io.onsale.ticket.idempotency;

import io.onsale.kernel.hash.Sha256;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.idempotency.Lease.Answered;
import io.onsale.ticket.idempotency.Lease.Granted;
import io.onsale.ticket.idempotency.Lease.InFlight;
import io.onsale.ticket.idempotency.Lease.KeyReused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.json.JsonMapper;

/**
 * Processes each keyed request once and answers every repeat with the same bytes.
 *
 * <p>The work continues when its caller disconnects, so that a booking or a payment never stops half-way because a phone lost its
 * network; the caller's repeat then finds the answer. Refusals are answers and are kept; failures (503, 500) are not: a repeat
 * after one continues with the same subject.
 */
public final class OncePerKey {
    private static final int IN_PROGRESS_MAX = 2_000; // requests; about 50 kB each while they wait for other services
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int RELEASES_MAX = 2_000; // that wait for the store; beyond that the leases just run out
    private static final Duration RELEASE_FIRST = Duration.ofMillis(100);
    private static final Duration RELEASE_PAUSE_MAX = Duration.ofSeconds(1);
    private static final Duration RELEASE_FOR = Duration.ofSeconds(30); // by then the lease has ended

    private final IdempotencyKeys keys;
    private final JsonMapper json;
    private final Semaphore inProgress = new Semaphore(IN_PROGRESS_MAX);
    private final Semaphore releases = new Semaphore(RELEASES_MAX);
    private final Duration releaseFor;

    public OncePerKey(IdempotencyKeys keys, JsonMapper json) {
        this(keys, json, RELEASE_FOR);
    }

    /** @param releaseFor how long a release is retried while the store is unavailable */
    public OncePerKey(IdempotencyKeys keys, JsonMapper json, Duration releaseFor) {
        this.keys = keys;
        this.releaseFor = releaseFor;
        this.json = json;
    }

    /**
     * The answer to {@code request}.
     *
     * @param body the content of the request; a repeat must have an equal one
     * @param work makes the answer; takes the id for what it makes, and must be safe to repeat with the same id
     */
    public Mono<KeptAnswer> answer(KeyedRequest request, Object body, Function<String, Mono<Answer>> work) {
        return answer(request, json.writeValueAsBytes(body), work);
    }

    /** The same, with a body that is compared byte by byte. */
    public Mono<KeptAnswer> answer(KeyedRequest request, byte[] body, Function<String, Mono<Answer>> work) {
        return Mono.defer(() -> {
            if (!inProgress.tryAcquire()) {
                return Mono.error(new Unavailable("The box office"));
            }
            Mono<KeptAnswer> whole =
                    leaseAndWork(request, hash(request.path(), body), work).doFinally(end -> inProgress.release());
            return Mono.fromFuture(whole.toFuture(), true); // cancellation by the caller does not stop it
        });
    }

    private Mono<KeptAnswer> leaseAndWork(KeyedRequest request, byte[] hash, Function<String, Mono<Answer>> work) {
        String leaseId = OpaqueId.next();
        Mono<Lease> asked = keys.lease(request, hash, OpaqueId.next(), leaseId)
                .onErrorResume(e ->
                        release(request, leaseId).then(Mono.error(e))); // the lease may have been granted all the same
        return asked.flatMap(lease -> switch (lease) {
            case Granted granted -> workAndKeep(request, leaseId, work.apply(granted.subject()));
            case Answered answered -> Mono.just(answered.answer());
            case KeyReused reused ->
                Mono.error(refusal(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "Use a new Idempotency-Key for a different request"));
            case InFlight inFlight ->
                Mono.error(refusal(
                        ProblemType.IDEMPOTENCY_KEY_IN_FLIGHT,
                        "The first request with this key is still being processed; repeat it for its answer"));
        });
    }

    private Mono<KeptAnswer> workAndKeep(KeyedRequest request, String leaseId, Mono<Answer> work) {
        return work.map(answer -> write(request, answer))
                .flatMap(answer -> keys.keep(request, answer))
                .onErrorResume(e -> release(request, leaseId).then(Mono.error(e)));
    }

    /** Waits for the first try only: while the store is unavailable, the release is retried without the caller. */
    private Mono<Void> release(KeyedRequest request, String leaseId) {
        Mono<Void> release = Mono.defer(() -> keys.release(request, leaseId));
        return release.onErrorResume(e -> Mono.fromRunnable(() -> releaseLater(release)));
    }

    private void releaseLater(Mono<Void> release) {
        if (releases.tryAcquire()) {
            Retry untilTheStoreIsBack =
                    Retry.backoff(Long.MAX_VALUE, RELEASE_FIRST).maxBackoff(RELEASE_PAUSE_MAX);
            var unused = release.retryWhen(untilTheStoreIsBack)
                    .timeout(releaseFor)
                    .onErrorComplete() // the lease has ended on its own
                    .doFinally(end -> releases.release())
                    .toFuture();
        }
    }

    private KeptAnswer write(KeyedRequest request, Answer answer) {
        Object body = answer.body() instanceof Problem problem ? withRequestId(problem, request) : answer.body();
        return new KeptAnswer(answer.status(), json.writeValueAsBytes(body));
    }

    private static Problem withRequestId(Problem p, KeyedRequest request) {
        return new Problem(p.type(), p.status(), p.title(), p.detail(), request.requestId(), p.errors(), p.more());
    }

    private static ProblemException refusal(ProblemType type, String detail) {
        return new ProblemException(Problem.of(type, detail), RETRY_AFTER);
    }

    private static byte[] hash(String path, byte[] body) {
        MessageDigest sha256 = Sha256.digest();
        sha256.update(path.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        return sha256.digest(body);
    }
}
