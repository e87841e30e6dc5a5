package io.onsale.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One performance as seat-api stores it in Redis, read in one transaction.
 *
 * @param states the states by the two bits
 * @param holds seats of unexpired holds that are not reserved
 * @param owned how many seats have an owner and are not sold; each of them should be HELD
 */
record SeatsInRedis(PackedSeats states, BitSet holds, int owned) {
    private static final int VERSION_BYTES = 8; // before the states in their string

    /**
     * The seats of {@code performance}; empty if Redis has none.
     *
     * @param seats how many the plan has
     */
    static Optional<SeatsInRedis> find(
            RedisCommands<String, byte[]> redis, String sale, String performance, int seats) {
        String prefix = "s:{" + sale + "}:" + performance + ":";
        redis.multi();
        redis.get(prefix + "states");
        redis.hgetall(prefix + "owners");
        redis.hgetall(prefix + "holds");
        redis.time();
        TransactionResult read = redis.exec();
        byte[] states = read.get(0);
        Map<String, byte[]> owners = read.get(1);
        Map<String, byte[]> holds = read.get(2);
        List<byte[]> time = read.get(3);
        long nowMs = Long.parseLong(text(time.getFirst())) * 1000;
        return states == null
                ? Optional.empty()
                : Optional.of(of(states(states, seats), owners.keySet(), holds.values(), nowMs));
    }

    private static PackedSeats states(byte[] withVersion, int seats) {
        int from = Math.min(VERSION_BYTES, withVersion.length);
        return PackedSeats.of(Arrays.copyOfRange(withVersion, from, withVersion.length), seats);
    }

    /** @param records {@code state|fan|expires_at_ms|fence|digest|index,…|booking|reservation} */
    private static SeatsInRedis of(
            PackedSeats states, Collection<String> owners, Collection<byte[]> records, long nowMs) {
        BitSet held = new BitSet(states.seats());
        for (byte[] record : records) {
            String[] fields = text(record).split("\\|", -1);
            if (fields[0].equals("H") && Long.parseLong(fields[2]) > nowMs) {
                indices(fields[5]).forEach(held::set);
            }
        }
        long owned = owners.stream()
                .filter(index -> states.at(Integer.parseInt(index)) != SeatMark.SOLD)
                .count();
        return new SeatsInRedis(states, held, (int) owned);
    }

    private static IntStream indices(String list) {
        return Arrays.stream(list.split(",", -1)).mapToInt(Integer::parseInt);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, US_ASCII);
    }
}
