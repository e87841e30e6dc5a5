package io.onsale.bench;

import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.sync.RedisCommands;
import io.onsale.embedded.PostgresAddress;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.LineImport;
import io.onsale.queue.line.LineKeys;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fills a line as if so many fans had joined it, by queue-api's {@link LineImport}, and checks that the service accepts it. */
final class LineFiller {
    private static final int BATCH = 1_000; // places per command

    private final BenchEnvironment environment;
    private final ServiceProcess node;
    private final RedisCommands<String, String> redis;

    LineFiller(BenchEnvironment environment, ServiceProcess node, RedisCommands<String, String> redis) {
        this.environment = environment;
        this.node = node;
        this.redis = redis;
    }

    /**
     * A line that was filled.
     *
     * @param firstFan of {@code count} fans in the order of their numbers
     * @param lastNumber the highest number given
     */
    record Filled(String sale, int firstFan, int count, long lastNumber) {
        LineKeys keys() {
            return LineKeys.of(new SaleId(sale));
        }
    }

    /** Puts {@code count} new fans into the line: one who joins is ahead of them, and one more behind, who checks the result. */
    Filled fill(String sale, int count) throws IOException, InterruptedException {
        LineKeys keys = LineKeys.of(new SaleId(sale));
        LineImport line = LineImport.like(new SaleId(sale), record(keys, join(sale)));
        int firstFan = environment.fans.next(count);
        long firstNumber = takeNumbers(sale, count);
        for (int done = 0; done < count; done += BATCH) {
            write(line, keys, firstFan + done, firstNumber + done, Math.min(BATCH, count - done));
        }
        Filled filled = new Filled(sale, firstFan, count, firstNumber + count - 1);
        redis.hset(keys.control(), line.control(filled.lastNumber()));
        redis.hincrby(keys.control(), LineImport.JOINED, count);
        check(filled, line);
        return filled;
    }

    /** How many wait, in the line or in the lobby. */
    long waiting(String sale) {
        LineKeys keys = LineKeys.of(new SaleId(sale));
        return redis.zcard(keys.line()) + redis.zcard(keys.lobby());
    }

    long inLobby(String sale) {
        return redis.zcard(LineKeys.of(new SaleId(sale)).lobby());
    }

    /** Takes out the fans who have joined after {@code filled}, so that the line is as long as before. */
    void trim(Filled filled) {
        LineKeys keys = filled.keys();
        List<String> late = redis.zrangebyscore(
                keys.line(), Range.from(Boundary.excluding(filled.lastNumber()), Boundary.unbounded()));
        for (int done = 0; done < late.size(); done += BATCH) {
            String[] fans =
                    late.subList(done, Math.min(late.size(), done + BATCH)).toArray(String[]::new);
            redis.zrem(keys.line(), fans);
            redis.hdel(keys.places(), fans);
        }
    }

    private int join(String sale) throws IOException, InterruptedException {
        int fan = environment.fans.next(1);
        environment.http.send(node.port(), BenchFans.placesPath(sale), environment.fans.token(fan), "POST", "");
        return fan;
    }

    private String record(LineKeys keys, int fan) throws IOException {
        String record = redis.hget(keys.places(), BenchFans.fanId(fan));
        if (record == null) {
            throw new IOException("a fan has joined and has no record");
        }
        return record;
    }

    private void write(LineImport line, LineKeys keys, int firstFan, long firstNumber, int count) {
        List<FanId> fans = IntStream.range(firstFan, firstFan + count)
                .mapToObj(fan -> new FanId(BenchFans.fanId(fan)))
                .toList();
        List<ScoredValue<String>> order = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            order.add(ScoredValue.just(firstNumber + i, fans.get(i).value()));
        }
        redis.hset(keys.places(), line.places(fans, firstNumber));
        redis.zadd(line.orderKey(), order.toArray(ScoredValue[]::new));
    }

    /** The first of {@code count} numbers that nobody else gets. */
    private long takeNumbers(String sale, int count) throws IOException {
        PostgresAddress at = environment.postgres();
        try (Connection connection = DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
                PreparedStatement take = connection.prepareStatement(LineImport.TAKE_NUMBERS)) {
            take.setInt(1, count);
            take.setString(2, sale);
            try (ResultSet row = take.executeQuery()) {
                if (!row.next()) {
                    throw new IOException("no numbers for sale " + sale);
                }
                return row.getLong(1) - count;
            }
        } catch (SQLException e) {
            throw new IOException("no numbers for sale " + sale, e);
        }
    }

    /** Compares what was written with a real join behind it, and asks the node for the place of a fan who never joined. */
    private void check(Filled filled, LineImport line) throws IOException, InterruptedException {
        long before = waiting(filled.sale());
        if (before != filled.count() + 1) {
            throw new IOException(before + " wait, not " + (filled.count() + 1));
        }
        String behind = record(filled.keys(), join(filled.sale()));
        if (!line.isBehind(filled.lastNumber(), behind)) {
            throw new IOException("a fan who joined afterwards has " + behind + ", which is not behind number "
                    + filled.lastNumber());
        }
        int fan = filled.firstFan() + filled.count() / 2;
        JsonNode place = JsonMapper.shared()
                .readTree(environment.http.get(
                        node.port(), BenchFans.placesPath(filled.sale()) + "/me", environment.fans.token(fan)));
        double expected = filled.count() / 2 + 1.0;
        boolean isOrdered = line.state().equals("WAITING");
        if (isOrdered && Math.abs(place.path("ahead").doubleValue(-1) - expected) > expected / 100 + 1) {
            throw new IOException("a filled place is " + place + ", and not with " + expected + " ahead within 1 %");
        }
        if (!place.path("state").stringValue("").equals(line.state())) {
            throw new IOException("a filled place is " + place + ", and not " + line.state());
        }
    }
}
