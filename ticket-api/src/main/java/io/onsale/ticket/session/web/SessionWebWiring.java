package io.onsale.ticket.session.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.service.limit.CallerLimit;
import io.onsale.service.limit.ClientAddresses;
import io.onsale.service.limit.Rate;
import io.onsale.ticket.member.CheckPassword;
import io.onsale.ticket.member.Members;
import io.onsale.ticket.member.Passwords;
import io.onsale.ticket.member.SignInLimits;
import io.onsale.ticket.session.AccessTokens;
import io.onsale.ticket.session.ChangePassword;
import io.onsale.ticket.session.Handovers;
import io.onsale.ticket.session.Sessions;
import io.onsale.ticket.session.SignIn;
import io.onsale.ticket.store.Atomic;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SessionWebWiring {
    /** Codes per member: one is scanned in seconds, and a page that shows them makes one per minute. */
    private static final Rate HANDOVERS = new Rate(1, Duration.ofSeconds(10), 5);

    @Bean
    AccessTokens accessTokens(AccessTokenSigner signer, Clock clock) {
        return new AccessTokens(signer, clock);
    }

    @Bean
    SignIn signIn(
            CheckPassword checkPassword,
            Members members,
            Sessions sessions,
            Handovers handovers,
            SignInLimits limits,
            AccessTokens tokens) {
        return new SignIn(checkPassword, members, sessions, handovers, limits, tokens);
    }

    @Bean
    ChangePassword changePassword(
            Members members,
            CheckPassword checkPassword,
            Passwords passwords,
            Sessions sessions,
            Atomic atomic,
            AccessTokens tokens) {
        return new ChangePassword(members, checkPassword, passwords, sessions, atomic, tokens);
    }

    @Bean
    SessionAnswers sessionAnswers(ClientAddresses addresses) {
        return new SessionAnswers(addresses);
    }

    @Bean
    CallerLimit handoverLimit(MeterRegistry meters) {
        return new CallerLimit(HANDOVERS, System::nanoTime, meters.counter("onsale.handovers.refused"));
    }
}
