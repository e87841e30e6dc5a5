package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts many fans into a line at once, as if each of them had joined: for tests and benches that need a line longer than requests can make
 * it. The service itself never calls it. It says what to write, and the caller writes it with clients of its own:
 *
 * <ol>
 *   <li>One fan joins. The record under that fan's id in the hash {@link LineKeys#places} is the model of all others.
 *   <li>{@link #TAKE_NUMBERS} takes the numbers out of Postgres, so that nobody else gets them.
 *   <li>{@link #places} goes into the hash {@link LineKeys#places}, and each fan with its number into the sorted set {@link #orderKey},
 *       in batches of any size.
 *   <li>{@link #control} goes into the hash {@link LineKeys#control}, whose field {@link #JOINED} grows by the number of fans.
 * </ol>
 *
 * Afterwards a fan who joins is behind all of them. Nobody may join between the first step and the last.
 */
public final class LineImport {
    /** SQL; arguments: how many numbers, sale. Its one row is the number behind those taken. */
    public static final String TAKE_NUMBERS =
            "update queue.line_epoch set next_number = next_number + ? where sale_id = ? returning next_number";

    /** How many fans have joined in all. */
    public static final String JOINED = "joined";

    // a record's words: state number registration epoch joined_ms since_ms deadline pass turn extensions key
    private static final int STATE = 0;
    private static final int NUMBER = 1;
    private static final int REGISTRATION = 2;
    private static final int WORDS = 11;

    private final LineKeys keys;
    private final List<String> model;

    private LineImport(LineKeys keys, List<String> model) {
        this.keys = keys;
        this.model = model;
    }

    /** @param record of a fan who has just joined the line or the lobby of {@code sale} */
    public static LineImport like(SaleId sale, String record) {
        return new LineImport(LineKeys.of(sale), words(record));
    }

    private static List<String> words(String record) {
        List<String> words = List.of(record.split(" ", -1));
        if (words.size() != WORDS) {
            throw new IllegalArgumentException("not the record of a place: " + record);
        }
        return words;
    }

    /** {@code WAITING} in a line, {@code LOBBY} in a lobby. */
    public String state() {
        return model.get(STATE);
    }

    /** The sorted set that the fans belong to: {@link LineKeys#line}, or {@link LineKeys#lobby} before a drawn opening. */
    public String orderKey() {
        return isLobby() ? keys.lobby() : keys.line();
    }

    /** The records of {@code fans} by fan; the first gets {@code firstNumber}, the others follow. */
    public Map<String, String> places(List<FanId> fans, long firstNumber) {
        Map<String, String> places = new HashMap<>(fans.size() * 2);
        for (int i = 0; i < fans.size(); i++) {
            places.put(fans.get(i).value(), place(firstNumber + i));
        }
        return places;
    }

    private String place(long number) {
        String[] words = model.toArray(String[]::new);
        words[REGISTRATION] = Long.toString(number);
        words[NUMBER] = isLobby() ? "0" : words[REGISTRATION]; // a lobby's numbers are not decided yet
        return String.join(" ", words);
    }

    /** Makes the next fan who joins ask Postgres for a new block: the numbers left of the current one are below those imported. */
    public Map<String, String> control(long lastNumber) {
        return Map.of("next", Long.toString(lastNumber + 1), "last", Long.toString(lastNumber));
    }

    /** Whether {@code record}, of a fan who joined afterwards, has the same state and a number behind {@code lastNumber}. */
    public boolean isBehind(long lastNumber, String record) {
        List<String> words = words(record);
        return words.get(STATE).equals(state()) && Long.parseLong(words.get(REGISTRATION)) > lastNumber;
    }

    private boolean isLobby() {
        return state().equals("LOBBY");
    }
}
