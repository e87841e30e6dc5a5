package io.onsale.gatling.bench;

import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.sync.RedisCommands;
import io.onsale.embedded.PostgresAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fills a line as if so many fans had joined it. The records are those of one real join with other numbers, so they are what the scripts
 * write; numbers come out of the same Postgres row as everybody's. All knowledge of how a line is stored that the bench has is here.
 */
final class LineFiller {
    private static final int BATCH = 1_000; // places a command

    // a place's words: state number registration epoch joined_ms since_ms deadline pass turn extensions key
    private static final int STATE = 0;
    private static final int NUMBER = 1;
    private static final int REGISTRATION = 2;

    private final Rig rig;
    private final Node node;
    private final RedisCommands<String, String> redis;

    LineFiller(Rig rig, Node node, RedisCommands<String, String> redis) {
        this.rig = rig;
        this.node = node;
        this.redis = redis;
    }

    /**
     * What was filled.
     *
     * @param firstFan of {@code count} fans in the order of their numbers
     * @param lastNumber the highest number given
     */
    record Filled(String sale, int firstFan, int count, long lastNumber) {}

    /** Puts {@code count} new fans into the line, behind one who joins, and ahead of one more who checks that all is as it should be. */
    Filled fill(String sale, int count) throws IOException, InterruptedException {
        String[] model = record(sale, join(sale));
        int firstFan = rig.crowd.next(count);
        long firstNumber = takeNumbers(sale, count);
        String set = key(sale, isLobby(model) ? "lobby" : "line");
        for (int done = 0; done < count; done += BATCH) {
            write(sale, set, model, firstFan + done, firstNumber + done, Math.min(BATCH, count - done));
        }
        long lastNumber = firstNumber + count - 1;
        // what is left of the block in hand is below the numbers given now: the next join must ask for a new one
        redis.hset(
                key(sale, "control"), Map.of("next", Long.toString(lastNumber + 1), "last", Long.toString(lastNumber)));
        redis.hincrby(key(sale, "control"), "joined", count);
        Filled filled = new Filled(sale, firstFan, count, lastNumber);
        check(filled, model);
        return filled;
    }

    /** How many wait, in the line or in the lobby. */
    long waiting(String sale) {
        return redis.zcard(key(sale, "line")) + redis.zcard(key(sale, "lobby"));
    }

    long inLobby(String sale) {
        return redis.zcard(key(sale, "lobby"));
    }

    /** A total that the scripts count, such as {@code called}. */
    long total(String sale, String name) {
        String total = redis.hget(key(sale, "control"), name);
        return total == null || total.isEmpty() ? 0 : Long.parseLong(total);
    }

    /** Takes out who has joined after {@code filled}, so that the line is as long as before. */
    void trim(Filled filled) {
        String line = key(filled.sale(), "line");
        List<String> late = redis.zrangebyscore(
                line,
                io.lettuce.core.Range.from(
                        io.lettuce.core.Range.Boundary.excluding(filled.lastNumber()),
                        io.lettuce.core.Range.Boundary.unbounded()));
        for (int done = 0; done < late.size(); done += BATCH) {
            String[] fans =
                    late.subList(done, Math.min(late.size(), done + BATCH)).toArray(String[]::new);
            redis.zrem(line, fans);
            redis.hdel(key(filled.sale(), "places"), fans);
        }
    }

    static String prefix(String sale) {
        return "q:{" + sale + "}:";
    }

    private static String key(String sale, String name) {
        return prefix(sale) + name;
    }

    private static boolean isLobby(String[] model) {
        return model[STATE].equals("LOBBY");
    }

    private int join(String sale) throws IOException, InterruptedException {
        int fan = rig.crowd.next(1);
        rig.post(node.port(), Crowd.placesPath(sale), rig.crowd.token(fan));
        return fan;
    }

    private String[] record(String sale, int fan) throws IOException {
        String record = redis.hget(key(sale, "places"), Crowd.fanId(fan));
        if (record == null) {
            throw new IOException(
                    "a fan has joined and has no record: the line is stored in another way than is known here");
        }
        return record.split(" ", -1);
    }

    private void write(String sale, String set, String[] model, int firstFan, long firstNumber, int count) {
        Map<String, String> places = new HashMap<>(count * 2);
        List<ScoredValue<String>> ranks = new ArrayList<>(count);
        String[] words = model.clone();
        for (int i = 0; i < count; i++) {
            String fan = Crowd.fanId(firstFan + i);
            String number = Long.toString(firstNumber + i);
            words[REGISTRATION] = number;
            words[NUMBER] = isLobby(model) ? "0" : number;
            places.put(fan, String.join(" ", words));
            ranks.add(ScoredValue.just(firstNumber + i, fan));
        }
        redis.hset(key(sale, "places"), places);
        redis.zadd(set, ranks.toArray(ScoredValue[]::new));
    }

    /** The first of {@code count} numbers that nobody else gets. */
    private long takeNumbers(String sale, int count) throws IOException {
        PostgresAddress at = rig.postgres();
        String url = "jdbc:postgresql://" + at.host() + ":" + at.port() + "/" + at.database();
        try (Connection connection = DriverManager.getConnection(url, at.user(), at.password());
                PreparedStatement take = connection.prepareStatement(
                        "update queue.line_epoch set next_number = next_number + ? where sale_id = ? returning next_number")) {
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

    /** Holds what was written beside a real join behind it, and asks the node for the place of a fan who never joined by itself. */
    private void check(Filled filled, String[] model) throws IOException, InterruptedException {
        long before = waiting(filled.sale());
        if (before != filled.count() + 1) {
            throw new IOException(before + " wait, not " + (filled.count() + 1));
        }
        String[] behind = record(filled.sale(), join(filled.sale()));
        if (behind.length != model.length || !behind[STATE].equals(model[STATE])) {
            throw new IOException(String.join(" ", behind) + " is not like " + String.join(" ", model));
        }
        if (Long.parseLong(behind[REGISTRATION]) <= filled.lastNumber()) {
            throw new IOException("a join has got number " + behind[REGISTRATION] + ", which was given");
        }
        int fan = filled.firstFan() + filled.count() / 2;
        JsonNode place = JsonMapper.shared()
                .readTree(rig.get(node.port(), Crowd.placesPath(filled.sale()) + "/me", rig.crowd.token(fan)));
        double expected = filled.count() / 2 + 1.0;
        if (!isLobby(model) && Math.abs(place.path("ahead").doubleValue(-1) - expected) > expected / 100 + 1) {
            throw new IOException("a filled place is " + place + ", and not with " + expected + " ahead within 1 %");
        }
        if (!place.path("state").stringValue("").equals(model[STATE])) {
            throw new IOException("a filled place is " + place + ", and not " + model[STATE]);
        }
    }
}
