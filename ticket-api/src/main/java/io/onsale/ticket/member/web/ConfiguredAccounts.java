package io.onsale.ticket.member.web;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.service.outage.Outages;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.member.Language;
import io.onsale.ticket.member.Member;
import io.onsale.ticket.member.Members;
import io.onsale.ticket.member.Members.StoredCredentials;
import io.onsale.ticket.member.Secret;
import io.onsale.ticket.member.Sharer;
import io.onsale.ticket.member.SignUp;
import io.onsale.ticket.member.web.SignInWiring.Accounts.Account;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Creates the configured accounts that do not exist, before the service reports ready. Existing ones are unchanged, except that a gate
 * without a seller gets the configured one. A gate that names no seller ends the start. One whose seller does not exist, or has ended, is
 * not made: a manager who ends a seller must not keep the service from starting again.
 */
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
        accounts.forEach(ConfiguredAccounts::check);
        Flux.fromIterable(accounts)
                .sort(Comparator.comparing(account -> account.role() == Role.GATE)) // after the sellers they work for
                .concatMap(this::present)
                .then()
                .toFuture()
                .join(); // the start-up thread may block
    }

    private static void check(Account account) {
        boolean isGate = account.role() == Role.GATE;
        if (isGate && account.seller() == null) {
            throw wrong(account, "a gate needs the e-mail address of its seller, in 'seller'");
        }
        if (!isGate && account.seller() != null) {
            throw wrong(account, "only a gate has a 'seller'");
        }
    }

    private static IllegalStateException wrong(Account account, String what) {
        return new IllegalStateException("onsale.accounts: " + account.email() + ": " + what);
    }

    private Mono<Void> present(Account account) {
        Email email = email(account, account.email());
        String seller = account.seller();
        Mono<Void> present = seller == null
                ? presentFor(null, email, account)
                : findSeller(account, seller).flatMap(id -> presentFor(id, email, account));
        return present.retryWhen(Retry.backoff(TRIES_AGAIN, PAUSE_MIN)
                .maxBackoff(PAUSE_MAX)
                .filter(Outages::isOutage)
                .doBeforeRetry(again -> LOG.info(
                        "Waiting for the store of accounts: {}", again.failure().toString())));
    }

    private static Email email(Account account, String text) {
        return Email.parse(text).orElseThrow(() -> wrong(account, text + " is not an e-mail address"));
    }

    private Mono<String> findSeller(Account gate, String seller) {
        return Mono.defer(() -> members.findByEmail(email(gate, seller)))
                .map(StoredCredentials::member)
                .filter(member -> member.role() == Role.SELLER)
                .map(Member::memberId)
                .switchIfEmpty(Mono.fromRunnable(() ->
                        LOG.error("onsale.accounts: {} is not made: there is no seller {}", gate.email(), seller)));
    }

    private Mono<Void> presentFor(@Nullable String sellerId, Email email, Account account) {
        String name = account.name() == null ? account.role().name() : account.name();
        Member wanted = new Member(OpaqueId.next(), email, name, account.role(), Language.KO, sellerId);
        Mono<Void> made = Mono.defer(() -> signUp.join(wanted, Secret.of(account.password()), Sharer.OURSELVES))
                .then();
        return Mono.defer(() -> members.findByEmail(email))
                .map(found -> sellerId == null
                        ? Mono.<Void>empty()
                        : members.employ(found.member().memberId(), sellerId))
                .defaultIfEmpty(made)
                .flatMap(next -> next);
    }
}
