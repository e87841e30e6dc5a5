package io.onsale.ticket.member;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onsale.service.limit.AddressKey;
import io.onsale.service.limit.Rate;
import io.onsale.service.limit.RateLimiter;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits on sign-ins that fail, and on sign-ups, in the memory of this node. An attempt is counted before the password is hashed, and is
 * given back when it succeeds: whoever knows the password never meets a limit, however many share the address.
 *
 * <p>Failures are counted three times: per account and address, per account, and per address. The last two do not hold for an account from
 * an address where it has signed in before. So nobody can lock the owner out at home by guessing from elsewhere, and a flood from a shared
 * address does not stop those who were there before it. All of it fails open: what is forgotten is allowed.
 */
public final class SignInLimits {
    /** How often somebody may fail; each with the burst that is allowed at once. */
    public record Rates(Rate perAccountAndAddress, Rate perAccount, Rate perAddress, Rate signUpsPerAddress) {}

    /**
     * Whose attempt it is: keys of a node, not addresses, so that what is kept says nothing about anybody.
     *
     * @param address of the network, IPv6 by /64
     * @param isKnown whether the account has signed in from there
     */
    public record Attempt(long account, long address, boolean isKnown) {
        /** Who shares the hashing with others: an account that is known there is on its own, all others of an address are one. */
        public Sharer sharer() {
            return new Sharer(isKnown ? account ^ Long.rotateLeft(address, 32) : address, isKnown);
        }

        private Pair pair() {
            return new Pair(account, address);
        }
    }

    private record Pair(long account, long address) {}

    private static final int PAIRS_MAX = 100_000; // about 15 MB
    private static final int ACCOUNTS_MAX = 100_000; // about 15 MB
    private static final int ADDRESSES_MAX = 50_000; // about 7 MB
    private static final int KNOWN_MAX = 200_000; // about 20 MB; the fans of some sales

    private final RateLimiter<Pair> pairs;
    private final RateLimiter<Long> accounts;
    private final RateLimiter<Long> addresses;
    private final RateLimiter<Long> refreshes;
    private final RateLimiter<Long> signUps;
    private final Cache<Pair, Boolean> known =
            Caffeine.newBuilder().maximumSize(KNOWN_MAX).build();
    private final long salt = new SecureRandom().nextLong();

    public SignInLimits(Rates rates, LongSupplier nanoTime) {
        pairs = new RateLimiter<>(rates.perAccountAndAddress(), PAIRS_MAX, nanoTime);
        accounts = new RateLimiter<>(rates.perAccount(), ACCOUNTS_MAX, nanoTime);
        addresses = new RateLimiter<>(rates.perAddress(), ADDRESSES_MAX, nanoTime);
        refreshes = new RateLimiter<>(rates.perAddress(), ADDRESSES_MAX, nanoTime);
        signUps = new RateLimiter<>(rates.signUpsPerAddress(), ADDRESSES_MAX, nanoTime);
    }

    /** @param account as {@link Email} spells it, or as it was typed if it is none */
    public Attempt attempt(String account, @Nullable InetAddress client) {
        long accountKey = keyOf(account);
        long address = AddressKey.of(client);
        return new Attempt(
                accountKey, address, known.getIfPresent(new Pair(accountKey, address)) != null);
    }

    /** Counts the attempt: 0, or how many nanoseconds to wait. Whoever got 0 says later how it ended. */
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
        wait = addresses.take(attempt.address());
        if (wait > 0) {
            pairs.giveBack(attempt.pair());
            accounts.giveBack(attempt.account());
        }
        return wait;
    }

    /** The password was right: earlier mistakes of this account at this address are forgiven, and it is known there. */
    public void succeeded(Attempt attempt) {
        pairs.forget(attempt.pair());
        giveBackShared(attempt);
        known.put(attempt.pair(), true);
    }

    /** It did not come to an answer: nobody is to blame. */
    public void brokenOff(Attempt attempt) {
        pairs.giveBack(attempt.pair());
        giveBackShared(attempt);
    }

    private void giveBackShared(Attempt attempt) {
        if (!attempt.isKnown()) {
            accounts.giveBack(attempt.account());
            addresses.giveBack(attempt.address());
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
