package io.onsale.service.redis;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script's opening comment promises.
 *
 * <pre>
 * --[[ hold_seats: hold every wanted seat for one fan, or none of them.
 * KEYS[1]  s:{performance}:states   string, two bits a seat
 * KEYS[2]  s:{performance}:holds    zset, hold id by expiry
 * ARGV[1]  hold id
 * ARGV[2]  time to live, ms, 1000..900000
 * ARGV[3…] seat indices, 1..8, distinct
 * Returns  HELD fence expires_at_ms | TAKEN index… | LIMIT held
 * Repeat   same hold again: HELD with the same fence
 * Cost     O(seats)
 * ]]
 * </pre>
 *
 * {@code KEYS[n…]} or {@code ARGV[n…]} as the last of its kind means "n and any number more". The names after {@code Returns}
 * (first word of each alternative, capitals) are the replies; the alternatives may take several lines.
 *
 * @param keys how many keys a call takes, at least
 * @param moreKeys whether more may follow
 * @param arguments how many arguments a call takes, at least
 * @param moreArguments whether more may follow
 * @param replies the names a reply may start with
 */
public record ScriptHeader(int keys, boolean moreKeys, int arguments, boolean moreArguments, Set<String> replies) {
    private static final Pattern BLOCK = Pattern.compile("\\A--\\[\\[ (\\w+): (.*?)\\]\\]", Pattern.DOTALL);
    private static final Pattern RETURNS =
            Pattern.compile("^Returns\\s+(.*?)(?=^(?:Repeat|Cost)\\b|\\z)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern REPLY = Pattern.compile("(?:^|\\|)\\s*([A-Z][A-Z_]*)\\b", Pattern.MULTILINE);

    /** Reads the header of {@code text}; throws if there is none, or if it names another script or leaves out a part. */
    static ScriptHeader parse(String name, String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find() || !block.group(1).equals(name)) {
            throw new IllegalStateException(name + ".lua must open with '--[[ " + name + ": what it does'");
        }
        String body = block.group(2);
        for (String part : new String[] {"Repeat", "Cost"}) {
            if (!Pattern.compile("^" + part + "\\s+\\S", Pattern.MULTILINE)
                    .matcher(body)
                    .find()) {
                throw new IllegalStateException(name + ".lua's header must have a line '" + part + "'");
            }
        }
        return new ScriptHeader(
                count(name, body, "KEYS"),
                isOpen(body, "KEYS"),
                count(name, body, "ARGV"),
                isOpen(body, "ARGV"),
                replies(name, body));
    }

    boolean fits(int keyCount, int argumentCount) {
        return (moreKeys ? keyCount >= keys : keyCount == keys)
                && (moreArguments ? argumentCount >= arguments : argumentCount == arguments);
    }

    private static int count(String name, String body, String kind) {
        Matcher entry = Pattern.compile("^" + kind + "\\[(\\d+)(…?)\\]\\s+\\S", Pattern.MULTILINE)
                .matcher(body);
        int count = 0;
        while (entry.find()) {
            if (Integer.parseInt(entry.group(1)) != ++count) {
                throw new IllegalStateException(name + ".lua's header must number " + kind + " from 1 without gaps");
            }
        }
        return count;
    }

    private static boolean isOpen(String body, String kind) {
        return Pattern.compile("^" + kind + "\\[\\d+…\\]", Pattern.MULTILINE)
                .matcher(body)
                .find();
    }

    private static Set<String> replies(String name, String body) {
        Matcher returns = RETURNS.matcher(body);
        Set<String> replies = new LinkedHashSet<>();
        if (returns.find()) {
            Matcher reply = REPLY.matcher(returns.group(1));
            while (reply.find()) {
                replies.add(reply.group(1));
            }
        }
        if (replies.isEmpty()) {
            throw new IllegalStateException(name + ".lua's header must say what it 'Returns'");
        }
        return replies;
    }

    @Override
    public String toString() {
        return keys + (moreKeys ? " or more" : "") + " keys and " + arguments + (moreArguments ? " or more" : "")
                + " arguments";
    }
}
