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
 * Limits on sign-ins that fail, and on sign-ups, in the memory of this node. An attempt is counted before the password is hashed, and is
 * given back when it succeeds: whoever knows the password never meets a limit, however many share the address.
 *
 * <p>Failures are counted three times: per account and address, per account, and per address. The last two do not hold for an account from
 * an address where it has signed in before. So nobody can lock the owner out at home by guessing from elsewhere, and a flood from a shared
 * address does not stop those who were there before it. At an address, guesses at accounts that do not exist are counted apart: a flood of
 * made-up names does not use up what the others of that network have. All of it fails open: what is forgotten is allowed.
 */
public final class SignInLimits {
    /** How often somebody may fail; each with the burst that is allowed at once. */
    public record Rates(Rate perAccountAndAddress, Rate perAccount, Rate perAddress, Rate signUpsPerAddress) {}

    /**
     * Whose attempt it is: keys of a node, not addresses, so that what is kept says nothing about anybody.
     *
     * @param address of the network, IPv6 by /64
     * @param isKnown whether the account has signed in from there
     * @param exists whether there is such an account, as far as has been looked
     */
    public record Attempt(long account, long address, boolean isKnown, boolean exists) {
        Attempt found(boolean isThere) {
            return new Attempt(account, address, isKnown, isThere);
        }

        /**
         * Who shares the hashing with others: an account that is known there is on its own; of the others of an address, those with an
         * account are one, and those without are another.
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
    private static final int KNOWN_MAX = 200_000; // about 20 MB; the fans of some sales

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

    /** @param account as {@link Email} spells it, or as it was typed if it is none */
    public Attempt attempt(String account, @Nullable InetAddress client) {
        long accountKey = keyOf(account);
        long address = AddressKey.of(client);
        return new Attempt(accountKey, address, known.getIfPresent(new Pair(accountKey, address)) != null, false);
    }

    /** Counts the attempt before the account is looked for: 0, or how many nanoseconds to wait. */
    public long begin(Attempt attempt) {
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
     * Counts the attempt, which {@link #begin} has let through, before the password is hashed: 0, or how many nanoseconds to wait. Whoever
     * got 0 says later how it ended.
     */
    public long beginHash(Attempt attempt) {
        long wait = attempt.isKnown() ? 0 : ofAddress(attempt).take(attempt.address());
        if (wait > 0) {
            brokenOff(attempt);
        }
        return wait;
    }

    private RateLimiter<Long> ofAddress(Attempt attempt) {
        return attempt.exists() ? addresses : madeUp;
    }

    /** The password was right: earlier mistakes of this account at this address are forgiven, and it is known there. */
    public void succeeded(Attempt attempt) {
        hashBrokenOff(attempt);
        pairs.forget(attempt.pair());
        if (!attempt.isKnown()) {
            lookUps.giveBack(attempt.address());
        }
        known.put(attempt.pair(), true);
    }

    /** The account could not be looked for: nobody is to blame. */
    public void brokenOff(Attempt attempt) {
        pairs.giveBack(attempt.pair());
        if (!attempt.isKnown()) {
            accounts.giveBack(attempt.account());
        }
    }

    /** The password could not be hashed: nobody is to blame. */
    public void hashBrokenOff(Attempt attempt) {
        brokenOff(attempt);
        if (!attempt.isKnown()) {
            ofAddress(attempt).giveBack(attempt.address());
        }
    }

    /** Counts a use of a refresh token: 0, or how many nanoseconds to wait. */
    public long beginRefresh(@Nullable InetAddress client) {
        return refreshes.take(AddressKey.of(client));
    }

    /** The token was good, or it did not come to an answer. */
    public void giveBackRefresh(@Nullable InetAddress client) {
        refreshes.giveBack(AddressKey.of(client));
    }

    /** Counts a sign-up, whatever becomes of it: 0, or how many nanoseconds to wait. */
    public long beginSignUp(@Nullable InetAddress client) {
        return signUps.take(AddressKey.of(client));
    }

    /** An account was made from there: it is known there. */
    public void signedUp(Attempt attempt) {
        known.put(attempt.pair(), true);
    }

    /** 64 bits that nobody outside can steer, so nobody's account shares a count with one made for it. */
    private long keyOf(String account) {
        long hash = salt;
        for (int i = 0; i < account.length(); i++) {
            hash = mixed(hash ^ account.charAt(i));
        }
        return hash;
    }

    private long mixed(long value) { // SplitMix64's finish, keyed by the salt in each step
        long z = value + 0x9E3779B97F4A7C15L + Long.rotateLeft(salt, 17);
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
