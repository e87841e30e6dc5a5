package io.onsale.ticket.member.web;

import io.onsale.service.outage.Outages;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.member.Members;
import io.onsale.ticket.member.Secret;
import io.onsale.ticket.member.SignUp;
import io.onsale.ticket.member.web.SignInWiring.Accounts.Account;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Creates the configured accounts that do not exist, before the service reports ready. Existing ones are unchanged. */
final class ConfiguredAccounts implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredAccounts.class);
    private static final Duration PAUSE_MIN = Duration.ofMillis(200);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

    /** Waits longer than a request would: at start-up the machine is busy. */
    private static final long TRIES_AGAIN = 30;

    private final List<Account> accounts;
    private final Members members;
    private final SignUp signUp;

    ConfiguredAccounts(List<Account> accounts, Members members, SignUp signUp) {
        this.accounts = accounts;
        this.members = members;
        this.signUp = signUp;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Flux.fromIterable(accounts).concatMap(this::present).then().toFuture().join(); // the start-up thread may block
    }

    private Mono<Void> present(Account account) {
        Email email = Email.parse(account.email())
                .orElseThrow(() -> new IllegalStateException("onsale.accounts: " + account.email()));
        String name = account.name() == null ? account.role().name() : account.name();
        return Mono.defer(() -> members.findByEmail(email))
                .hasElement()
                .filter(exists -> !exists)
                .flatMap(missing -> signUp.join(email, Secret.of(account.password()), name, account.role()))
                .then()
                .retryWhen(Retry.backoff(TRIES_AGAIN, PAUSE_MIN)
                        .maxBackoff(PAUSE_MAX)
                        .filter(Outages::isOutage)
                        .doBeforeRetry(again -> LOG.info(
                                "Waiting for the store of accounts: {}",
                                again.failure().toString())));
    }
}
