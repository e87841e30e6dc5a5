package io.onsale.service.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Code that several scripts share: a file in {@code redis/_parts}, which a script includes by a line of its own. Its header says which local
 * variables it needs and which ones it gives to the code after it:
 *
 * <pre>
 * --[[ part sale_clock: the time by the sale's clock.
 * Needs    clock_key: the sale's clock, see set_clock
 * Gives    real: ms since 1970
 *          now: ms, by the sale's clock
 * ]]
 * </pre>
 *
 * {@code Gives nothing} is for a part that ends the script. A part uses no {@code KEYS} and no {@code ARGV}: their numbers are each
 * script's own.
 *
 * @param code without the header
 */
record ScriptPart(String name, List<String> needs, List<String> gives, String code) {
    private static final Pattern FILE = Pattern.compile(
            "\\A--\\[\\[ part (\\w+): .*?^Needs\\s+(.*?)^Gives\\s+(.*?)\\]\\]\n(.*)\\z",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("^\\s*(\\w+):\\s", Pattern.MULTILINE);
    private static final Pattern CALL = Pattern.compile("\\b(?:KEYS|ARGV)\\b");
    private static final String NOTHING = "nothing";

    /** Reads the part out of its file; throws if the header is missing, of another part or incomplete. */
    static ScriptPart parse(String name, String text) {
        Matcher file = FILE.matcher(text);
        if (!file.find() || !file.group(1).equals(name)) {
            throw new IllegalStateException(
                    "part " + name + " must open with '--[[ part " + name + ": what it does', 'Needs' and 'Gives'");
        }
        ScriptPart part = new ScriptPart(name, names(file.group(2)), names(file.group(3)), file.group(4));
        boolean givesNothing = file.group(3).startsWith(NOTHING);
        if (part.needs.isEmpty() || part.gives.isEmpty() != givesNothing) {
            throw new IllegalStateException("part " + name + " must say by name what it needs and gives");
        }
        if (CALL.matcher(part.code).find()) {
            throw new IllegalStateException("part " + name + " must use no KEYS and no ARGV");
        }
        return part;
    }

    private static List<String> names(String entries) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(entries);
        while (name.find()) {
            names.add(name.group(1));
        }
        return List.copyOf(names);
    }
}
