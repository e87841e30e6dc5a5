package io.onsale.ticket.session;

import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.AccessTokenVerifier;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import java.time.Clock;
import java.time.Duration;

/** Makes access tokens for sessions. */
public final class AccessTokens {
    /** How long a fan's access token is valid: a whole evening's sale. */
    static final Duration FAN_TTL = Duration.ofHours(2);

    /** The same for staff. Verifiers accept two hours at most; a little less, because clocks differ. */
    static final Duration STAFF_TTL = AccessTokenVerifier.STAFF_LIFE_MAX.minusMinutes(5);

    /** For staff on our own pages, which renew it on their own: an account that was ended is of no use after that time, in any service. */
    static final Duration STAFF_PAGE_TTL = Duration.ofMinutes(15);

    private final AccessTokenSigner signer;
    private final Clock clock;

    public AccessTokens(AccessTokenSigner signer, Clock clock) {
        this.signer = signer;
        this.clock = clock;
    }

    SignedIn forSession(Sessions.Continued session, SigningDevice device) {
        Role role = session.member().role();
        Duration life = role == Role.FAN ? FAN_TTL : device.isOwnPage() ? STAFF_PAGE_TTL : STAFF_TTL;
        String token = signer.sign(
                new Principal(session.member().memberId(), role, clock.instant().plus(life)));
        return new SignedIn(session.member(), token, life, session.sessionId(), session.refreshToken());
    }
}
