package io.onsale.service.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script as it is sent to Redis: each line {@code --@include part} is replaced by the part's code, see {@link ScriptPart}. Whatever does not
 * fit is a bug that shows when the script is loaded: an unknown part, one that is included twice or in a circle, one that needs a variable
 * that is not there, or gives none that is used.
 *
 * @param own the script's own file
 * @param parts those included, also by other parts
 */
record ScriptText(String text, String own, List<String> parts) {
    private static final Pattern INCLUDE = Pattern.compile("^--@include (\\w+)$", Pattern.MULTILINE);
    private static final Pattern COMMENT = Pattern.compile("--\\[\\[.*?\\]\\]|--[^\n]*", Pattern.DOTALL);

    /** @param partFile the text of a part's file by the part's name */
    static ScriptText compose(String script, String text, UnaryOperator<String> partFile) {
        String composed = text;
        List<ScriptPart> parts = new ArrayList<>();
        for (Matcher include = INCLUDE.matcher(composed); include.find(); include = INCLUDE.matcher(composed)) {
            String name = include.group(1);
            if (parts.stream().anyMatch(part -> part.name().equals(name))) {
                throw new IllegalStateException(script + ".lua includes " + name + " twice or in a circle");
            }
            ScriptPart part = ScriptPart.parse(name, partFile.apply(name));
            String before = composed.substring(0, include.start());
            requireNeeds(script, part, before);
            composed = before + part.code().stripTrailing() + composed.substring(include.end());
            parts.add(part);
        }
        for (ScriptPart part : parts) {
            requireUse(script, part, composed);
        }
        return new ScriptText(
                composed, text, parts.stream().map(ScriptPart::name).toList());
    }

    private static void requireNeeds(String script, ScriptPart part, String before) {
        String code = code(before);
        for (String need : part.needs()) {
            if (!isDeclared(need, code)) {
                throw new IllegalStateException(
                        script + ".lua must have a local " + need + " before it includes " + part.name());
            }
        }
    }

    private static void requireUse(String script, ScriptPart part, String composed) {
        String inside = code(part.code());
        String everywhere = code(composed);
        for (String gift : part.gives()) {
            if (!isDeclared(gift, inside)) {
                throw new IllegalStateException("part " + part.name() + " must have a local " + gift);
            }
        }
        boolean isUsed = part.gives().isEmpty()
                || part.gives().stream().anyMatch(gift -> count(gift, everywhere) > count(gift, inside));
        if (!isUsed) {
            throw new IllegalStateException(script + ".lua uses nothing of " + part.name());
        }
    }

    private static boolean isDeclared(String name, String code) {
        return Pattern.compile("\\blocal\\s+(?:function\\s+)?(?:\\w+\\s*,\\s*)*" + name + "\\b")
                .matcher(code)
                .find();
    }

    private static long count(String name, String code) {
        return Pattern.compile("\\b" + name + "\\b").matcher(code).results().count();
    }

    private static String code(String text) {
        return COMMENT.matcher(text).replaceAll("");
    }
}
