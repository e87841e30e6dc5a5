package io.onsale.ticket.session;

import io.onsale.ticket.member.Member;
import java.time.Duration;

/** A session with an access token for it. */
public record SignedIn(Member member, String accessToken, Duration expiresIn, String sessionId, String refreshToken) {}
