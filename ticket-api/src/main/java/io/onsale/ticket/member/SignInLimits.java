package io.onsale.ticket.member;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onsale.service.limit.AddressKey;
import io.onsale.service.limit.Rate;
import io.onsale.service.limit.RateLimiter;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits on failed sign-ins and on sign-ups, in the memory of this node. An attempt is counted before the password is hashed and given
 * back if it succeeds: a member who knows the password is never limited, however many share the address.
 *
 * <p>Failures are counted per account and address, per account, and per address. The last two limits do not apply to an account at an
 * address where it has signed in before. So guessing from elsewhere cannot lock the owner out at home, and a flood from a shared address
 * does not stop members known there. At an address, guesses at accounts that do not exist have a count of their own: a flood of invented
 * names does not use up the limit of the others in that network. All limits fail open: what has been evicted is allowed.
 */
public final class SignInLimits {
    /** How often sign-ins may fail; each rate has a burst. */
    public record Rates(Rate perAccountAndAddress, Rate perAccount, Rate perAddress, Rate signUpsPerAddress) {}

    /**
     * An attempt by keyed hashes of this node, not by addresses, so that nothing personal is kept.
     *
     * @param address the network, IPv6 by /64
     * @param isKnown whether the account has signed in from there
     * @param exists whether the account exists, as far as looked up
     */
    public record SignInAttempt(long account, long address, boolean isKnown, boolean exists) {
        SignInAttempt found(boolean isThere) {
            return new SignInAttempt(account, address, isKnown, isThere);
        }

        /**
         * The sharer of the hashing: an account known at this address is one of its own; of all others at an address, existing accounts are
         * one and invented ones another.
         */
        public Sharer sharer() {
            return new Sharer(isKnown ? account ^ Long.rotateLeft(address, 32) : exists ? ~address : address, isKnown);
        }

        private Pair pair() {
            return new Pair(account, address);
        }
    }

    private record Pair(long account, long address) {}

    private static final int PAIRS_MAX = 100_000; // about 15 MB
    private static final int ACCOUNTS_MAX = 100_000; // about 15 MB
    private static final int ADDRESSES_MAX = 50_000; // about 7 MB
    private static final Rate LOOK_UPS = new Rate(300, Duration.ofSeconds(1), 600); // far above what can be hashed
    private static final int KNOWN_MAX = 200_000; // about 20 MB; the fans of several sales

    private final RateLimiter<Pair> pairs;
    private final RateLimiter<Long> accounts;
    private final RateLimiter<Long> addresses;
    private final RateLimiter<Long> madeUp;
    private final RateLimiter<Long> lookUps;
    private final RateLimiter<Long> refreshes;
    private final RateLimiter<Long> signUps;
    private final Cache<Pair, Boolean> known =
            Caffeine.newBuilder().maximumSize(KNOWN_MAX).build();
    private final long salt = new SecureRandom().nextLong();

    public SignInLimits(Rates rates, LongSupplier nanoTime) {
        pairs = new RateLimiter<>(rates.perAccountAndAddress(), PAIRS_MAX, nanoTime);
        accounts = new RateLimiter<>(rates.perAccount(), ACCOUNTS_MAX, nanoTime);
        addresses = new RateLimiter<>(rates.perAddress(), ADDRESSES_MAX, nanoTime);
        madeUp = new RateLimiter<>(rates.perAddress(), ADDRESSES_MAX, nanoTime);
        lookUps = new RateLimiter<>(LOOK_UPS, ADDRESSES_MAX, nanoTime);
        refreshes = new RateLimiter<>(rates.perAddress(), ADDRESSES_MAX, nanoTime);
        signUps = new RateLimiter<>(rates.signUpsPerAddress(), ADDRESSES_MAX, nanoTime);
    }

    /** @param account in the form of {@link Email}, or as typed if it is not an address */
    public SignInAttempt attempt(String account, @Nullable InetAddress client) {
        long accountKey = keyOf(account);
        long address = AddressKey.of(client);
        return new SignInAttempt(accountKey, address, known.getIfPresent(new Pair(accountKey, address)) != null, false);
    }

    /** Counts the attempt before the account is looked up. 0, or the nanoseconds to wait. */
    public long begin(SignInAttempt attempt) {
        long wait = pairs.take(attempt.pair());
        if (wait > 0 || attempt.isKnown()) {
            return wait;
        }
        wait = accounts.take(attempt.account());
        if (wait > 0) {
            pairs.giveBack(attempt.pair());
            return wait;
        }
        wait = lookUps.take(attempt.address());
        if (wait > 0) {
            brokenOff(attempt);
        }
        return wait;
    }

    /**
     * Counts the attempt, which {@link #begin} has allowed, before the password is hashed. 0, or the nanoseconds to wait. After 0 the caller
     * reports how it ended.
     */
    public long beginHash(SignInAttempt attempt) {
        long wait = attempt.isKnown() ? 0 : ofAddress(attempt).take(attempt.address());
        if (wait > 0) {
            brokenOff(attempt);
        }
        return wait;
    }

    private RateLimiter<Long> ofAddress(SignInAttempt attempt) {
        return attempt.exists() ? addresses : madeUp;
    }

    /** The password was right: resets the failures of this account at this address, and makes it known there. */
    public void succeeded(SignInAttempt attempt) {
        hashBrokenOff(attempt);
        pairs.forget(attempt.pair());
        if (!attempt.isKnown()) {
            lookUps.giveBack(attempt.address());
        }
        known.put(attempt.pair(), true);
    }

    /** The account could not be looked up: not counted. */
    public void brokenOff(SignInAttempt attempt) {
        pairs.giveBack(attempt.pair());
        if (!attempt.isKnown()) {
            accounts.giveBack(attempt.account());
        }
    }

    /** The password could not be hashed: not counted. */
    public void hashBrokenOff(SignInAttempt attempt) {
        brokenOff(attempt);
        if (!attempt.isKnown()) {
            ofAddress(attempt).giveBack(attempt.address());
        }
    }

    /** Counts a use of a refresh token. 0, or the nanoseconds to wait. */
    public long beginRefresh(@Nullable InetAddress client) {
        return refreshes.take(AddressKey.of(client));
    }

    /** The token was valid, or the use failed: not counted. */
    public void giveBackRefresh(@Nullable InetAddress client) {
        refreshes.giveBack(AddressKey.of(client));
    }

    /** Counts a sign-up, whatever its result. 0, or the nanoseconds to wait. */
    public long beginSignUp(@Nullable InetAddress client) {
        return signUps.take(AddressKey.of(client));
    }

    /** An account was made from this address: it is known there. */
    public void signedUp(SignInAttempt attempt) {
        known.put(attempt.pair(), true);
    }

    /** 64 bits that an outsider cannot predict, so that no account can be made to share the count of another. */
    private long keyOf(String account) {
        long hash = salt;
        for (int i = 0; i < account.length(); i++) {
            hash = mixed(hash ^ account.charAt(i));
        }
        return hash;
    }

    private long mixed(long value) { // SplitMix64's finalizer, keyed by the salt in each step
        long z = value + 0x9E3779B97F4A7C15L + Long.rotateLeft(salt, 17);
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
