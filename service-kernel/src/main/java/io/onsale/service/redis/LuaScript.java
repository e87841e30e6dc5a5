package io.onsale.service.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One script: its file, its SHA, its header, and the enum of its replies.
 *
 * <p>A reply is {@code {'NAME', …}}; {@code NAME} is a constant of {@code R}. The header says how many keys and arguments a call
 * takes; {@link #requireFit} holds every call against it, so that header and caller cannot drift apart unnoticed.
 *
 * @param <R> the replies, one constant for each name in the header's {@code Returns}
 */
public final class LuaScript<R extends Enum<R>> {
    private final String name;
    private final String text;
    private final String sha;
    private final ScriptHeader header;
    private final Class<R> replies;

    private LuaScript(String name, String text, Class<R> replies) {
        this.name = name;
        this.text = text;
        this.sha = Sha1.hex(text);
        this.header = ScriptHeader.parse(name, text);
        this.replies = replies;
    }

    /**
     * Loads {@code redis/<name>.lua} from the class path.
     *
     * @param name {@code verb_object}, without directory and suffix
     */
    public static <R extends Enum<R>> LuaScript<R> load(String name, Class<R> replies) {
        String file = "redis/" + name + ".lua";
        ClassLoader loader = replies.getClassLoader();
        try (InputStream in = loader == null ? null : loader.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no script " + file);
            }
            return new LuaScript<>(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), replies);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    public String name() {
        return name;
    }

    /** The script as it is sent to Redis. */
    public String text() {
        return text;
    }

    /** SHA-1 of the text, by which Redis knows it. */
    public String sha() {
        return sha;
    }

    public ScriptHeader header() {
        return header;
    }

    public Class<R> replies() {
        return replies;
    }

    void requireFit(int keys, int arguments) {
        if (!header.fits(keys, arguments)) {
            throw new IllegalArgumentException(
                    name + " takes " + header + ", not " + keys + " keys and " + arguments + " arguments");
        }
    }

    /** Decodes {@code {'NAME', …}}. An unknown name is a bug of ours. */
    LuaReply<R> decode(List<Object> reply) {
        return new LuaReply<>(Enum.valueOf(replies, (String) reply.getFirst()), reply);
    }
}
