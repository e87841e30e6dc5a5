package io.onsale.service.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.onsale.service.redis.LuaScript;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Checks the header of every Lua script against the script and its caller: the keys, arguments and replies in the header are those that the
 * script uses, and the replies are the constants of the enum that the adapter decodes into. {@link LuaScript} checks the calls against the
 * header at run time.
 */
public final class ScriptRules {
    private static final Pattern REPLY = Pattern.compile("(?:return|=)\\s*\\{\\s*'([A-Z][A-Z_]*)'");
    private static final int LINES_MAX = 120; // without includes; a guideline: a longer script usually does two things

    private ScriptRules() {}

    /** One test per script of the service whose main classes are in {@code target/classes} and whose packages are under {@code root}. */
    public static Stream<DynamicTest> tests(String root) throws IOException {
        TreeMap<String, LuaScript<?>> callers = callers(root);
        Set<String> files = files(Path.of("target", "classes", "redis"));
        DynamicTest everyFileHasOneCaller = DynamicTest.dynamicTest(
                "every script file has a caller and every caller a file",
                () -> assertThat(callers.keySet()).isEqualTo(files));
        DynamicTest everyPartIsIncluded = DynamicTest.dynamicTest(
                "every part is included by a script",
                () -> checkParts(callers.values(), files(Path.of("target", "classes", "redis", "_parts"))));
        return Stream.concat(
                Stream.of(everyFileHasOneCaller, everyPartIsIncluded),
                callers.values().stream().map(script -> DynamicTest.dynamicTest(script.name(), () -> check(script))));
    }

    /** All scripts of the service whose packages are under {@code root}. */
    public static Collection<LuaScript<?>> scripts(String root) {
        return callers(root).values();
    }

    static void checkParts(Collection<LuaScript<?>> scripts, Set<String> files) {
        assertThat(scripts.stream().flatMap(script -> script.parts().stream()).collect(Collectors.toSet()))
                .as("parts that scripts include")
                .isEqualTo(files);
    }

    static void check(LuaScript<?> script) {
        assertThat(body(script.ownText()).lines().count()).as("lines").isLessThanOrEqualTo(LINES_MAX);
        String body = body(script.text());
        assertUses(body, "KEYS", script.header().keys(), script.header().moreKeys());
        assertUses(body, "ARGV", script.header().arguments(), script.header().moreArguments());
        assertThat(replies(body))
                .as("replies in the script")
                .isEqualTo(new TreeSet<>(script.header().replies()));
        assertThat(known(script))
                .as("replies the adapter knows")
                .isEqualTo(new TreeSet<>(script.header().replies()));
    }

    private static String body(String text) {
        return text.substring(text.indexOf("]]") + 2);
    }

    /**
     * Every index in the header is used by number, and none beyond. If the list is open, its tail is read with {@code #KEYS}/{@code #ARGV}.
     */
    private static void assertUses(String body, String kind, int promised, boolean open) {
        Set<Integer> used = new TreeSet<>();
        Matcher index = Pattern.compile(kind + "\\[(\\d+)\\]").matcher(body);
        while (index.find()) {
            used.add(Integer.parseInt(index.group(1)));
        }
        int fixed = open ? promised - 1 : promised;
        for (int i = 1; i <= fixed; i++) {
            assertThat(used).as("%s used in the script", kind).contains(i);
        }
        if (open) {
            assertThat(body).as("the open end of %s", kind).contains("#" + kind);
        } else {
            assertThat(used).as("%s used in the script", kind).allMatch(i -> i <= promised);
        }
    }

    private static Set<String> known(LuaScript<?> script) {
        Set<String> known = new TreeSet<>();
        if (script.rejection() != null) {
            known.add(script.rejection());
        }
        for (Enum<?> reply : script.replies().getEnumConstants()) {
            assertThat(known.add(reply.name()))
                    .as("%s is not a rejection", reply)
                    .isTrue();
        }
        return known;
    }

    private static Set<String> replies(String body) {
        Set<String> replies = new TreeSet<>();
        Matcher reply = REPLY.matcher(body);
        while (reply.find()) {
            replies.add(reply.group(1));
        }
        return replies;
    }

    private static TreeMap<String, LuaScript<?>> callers(String root) {
        TreeMap<String, LuaScript<?>> callers = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root)) {
            for (JavaField field : type.getFields()) {
                if (field.getRawType().isEquivalentTo(LuaScript.class)) {
                    LuaScript<?> script = valueOf(field.reflect());
                    assertThat(callers.put(script.name(), script))
                            .as("one caller of %s", script.name())
                            .isNull();
                }
            }
        }
        return callers;
    }

    private static LuaScript<?> valueOf(Field field) {
        try {
            field.setAccessible(true);
            return (LuaScript<?>) field.get(null);
        } catch (IllegalAccessException | NullPointerException e) {
            throw new AssertionError(field + " must be a static constant", e);
        }
    }

    private static Set<String> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".lua"))
                    .map(name -> name.substring(0, name.length() - ".lua".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
