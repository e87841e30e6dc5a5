package io.onsale.service.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One script: its text, its SHA, its header, and the enum of its replies.
 *
 * <p>A reply is {@code {'NAME', …}}; {@code NAME} is a constant of {@code R}. The header says how many keys and arguments a call
 * takes; {@link #requireFit} checks every call against it, so that header and caller cannot drift apart unnoticed.
 *
 * @param <R> the replies, one constant for each name in the header's {@code Returns} except a rejection
 */
public final class LuaScript<R extends Enum<R>> {
    private static final String FOLDER = "redis/";

    private final String name;
    private final ScriptText text;
    private final String sha;
    private final ScriptHeader header;
    private final Class<R> replies;
    private final @Nullable String rejection;

    private LuaScript(String name, ScriptText text, Class<R> replies, @Nullable String rejection) {
        this.name = name;
        this.text = text;
        this.sha = Sha1.hex(text.text());
        this.header = ScriptHeader.parse(name, text.text());
        this.replies = replies;
        this.rejection = rejection;
    }

    /**
     * Loads {@code redis/<name>.lua} from the class path, with the parts that it includes from {@code redis/_parts}.
     *
     * @param name {@code verb_object}, without directory and suffix
     */
    public static <R extends Enum<R>> LuaScript<R> load(String name, Class<R> replies) {
        return load(name, replies, null);
    }

    /**
     * The same for a script that may refuse to run.
     *
     * @param rejection the reply by which it says that it did nothing, because its caller is out of date; no constant of {@code R}
     */
    public static <R extends Enum<R>> LuaScript<R> load(String name, Class<R> replies, @Nullable String rejection) {
        ClassLoader loader = replies.getClassLoader();
        ScriptText text = ScriptText.compose(
                name, read(loader, FOLDER + name + ".lua"), part -> read(loader, FOLDER + "_parts/" + part + ".lua"));
        return new LuaScript<>(name, text, replies, rejection);
    }

    private static String read(@Nullable ClassLoader loader, String file) {
        try (InputStream in = loader == null ? null : loader.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no script " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    public String name() {
        return name;
    }

    /** The script as it is sent to Redis. */
    public String text() {
        return text.text();
    }

    /** The script as it is in its file, without its parts. */
    public String ownText() {
        return text.own();
    }

    /** The parts that it includes, also by other parts. */
    public List<String> parts() {
        return text.parts();
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

    /** The reply that is no constant of {@code R}, if there is one. */
    public @Nullable String rejection() {
        return rejection;
    }

    void requireFit(int keys, int arguments) {
        if (!header.fits(keys, arguments)) {
            throw new IllegalArgumentException(
                    name + " takes " + header + ", not " + keys + " keys and " + arguments + " arguments");
        }
    }

    /** Decodes {@code {'NAME', …}}; null for the rejection. An unknown name is a bug of ours. */
    @Nullable
    LuaReply<R> decode(List<Object> reply) {
        String replyName = (String) reply.getFirst();
        return replyName.equals(rejection) ? null : new LuaReply<>(Enum.valueOf(replies, replyName), reply);
    }
}
