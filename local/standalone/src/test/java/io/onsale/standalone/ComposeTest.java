package io.onsale.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.standalone.keys.InstallationKeys;
import io.onsale.standalone.origin.Site;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks of compose.yaml that need no container engine: it requires exactly the secrets that are printed and explained, and every setting
 * is one that a service reads.
 */
final class ComposeTest {
    private static final Path ROOT = Path.of("..", "..");

    @Test
    void it_needs_exactly_the_secrets_that_are_printed() throws IOException {
        assertThat(needed()).isEqualTo(PrintSecrets.of(InstallationKeys.fresh()).keySet());
    }

    @Test
    void each_of_them_is_explained_and_has_no_default() throws IOException {
        Set<String> explained = Files.readString(ROOT.resolve("deploy/env.example"))
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(explained)
                .isEqualTo(needed().stream().map(name -> name + "=").collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "seat", "ticket"})
    void each_setting_of_a_service_is_one_that_the_service_has(String service)
            throws IOException, ClassNotFoundException {
        Set<String> known = settingsOf(service);
        Map<?, ?> everybodys = part(compose(), "x-environment");

        Set<String> own = new TreeSet<>();
        environmentOf(service + "-api").forEach(name -> {
            if (!everybodys.containsKey(name)) {
                own.add(name);
            }
        });

        assertThat(own).isNotEmpty().allMatch(name -> known.contains(canonical(name)));
    }

    @Test
    void each_setting_of_all_services_is_one_that_some_service_has() throws IOException, ClassNotFoundException {
        Set<String> known = new TreeSet<>();
        for (String service : List.of("queue", "seat", "ticket")) {
            known.addAll(settingsOf(service));
        }

        Map<?, ?> everybodys = part(compose(), "x-environment");

        assertThat(everybodys.keySet()).isNotEmpty().allMatch(name -> known.contains(canonical(name.toString())));
    }

    /** nginx must answer the same paths with the same pages as the origin does. */
    @Test
    void nginx_knows_every_page() throws IOException {
        String nginx = Files.readString(ROOT.resolve("deploy/nginx.conf"));
        try (InputStream site = ComposeTest.class.getResourceAsStream("/onsale-web/site.json")) {
            JsonMapper.shared().readTree(site).path("shells").properties().forEach(shell -> {
                Pattern rule = shell.getKey().isEmpty()
                        ? Pattern.compile("rewrite \\^/\\$ /fan\\.html")
                        : Pattern.compile("rewrite \\^/(\\([^)]*\\b)?" + shell.getKey() + "\\b.* /"
                                + shell.getValue().asString() + "\\.html");
                assertThat(rule.matcher(nginx).find()).as(shell.getKey()).isTrue();
            });
        }
        assertThat(nginx).contains("\"" + Site.CONTENT_SECURITY_POLICY + "\"");
    }

    private static Map<?, ?> compose() throws IOException {
        return new Yaml().load(Files.readString(ROOT.resolve("compose.yaml")));
    }

    private static List<String> environmentOf(String container) throws IOException {
        Map<?, ?> environment = part(part(part(compose(), "services"), container), "environment");
        return environment.keySet().stream().map(Object::toString).toList();
    }

    private static Map<?, ?> part(Map<?, ?> whole, String name) {
        return (Map<?, ?>) Objects.requireNonNull(whole.get(name), name);
    }

    /** Indices of lists do not matter. */
    private static String canonical(String variable) {
        return variable.toUpperCase(Locale.ROOT).replaceAll("_[0-9]+(_|$)", "_N$1");
    }

    /** The names of variables that bind to a setting of the service, its kernel or its server, or that its defaults use. */
    private static Set<String> settingsOf(String service) throws IOException, ClassNotFoundException {
        Set<String> names = new TreeSet<>(Set.of("SERVER_FORWARDHEADERSSTRATEGY")); // Spring Boot's own
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (String root : List.of("io.onsale." + service, "io.onsale.service")) {
            for (BeanDefinition found : scan.findCandidateComponents(root)) {
                Class<?> settings = Class.forName(Objects.requireNonNull(found.getBeanClassName()));
                addAll(names, prefixOf(settings), settings);
            }
        }
        try (InputStream defaults = ComposeTest.class.getResourceAsStream("/" + service + "-api.yaml")) {
            Pattern.compile("\\$\\{([A-Z_]+)")
                    .matcher(new String(Objects.requireNonNull(defaults).readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .forEach(match -> names.add(match.group(1)));
        }
        return names;
    }

    private static String prefixOf(Class<?> settings) {
        return Objects.requireNonNull(settings.getAnnotation(ConfigurationProperties.class))
                .value();
    }

    /** The name of a variable in Spring Boot: the property in upper case, without its dashes. */
    private static void addAll(Set<String> names, String prefix, Class<?> settings) {
        for (RecordComponent component : settings.getRecordComponents()) {
            String property = prefix + "." + component.getName();
            boolean isList = List.class.isAssignableFrom(component.getType());
            Class<?> type = isList ? elementOf(component) : component.getType();
            if (type.isRecord()) {
                addAll(names, isList ? property + ".n" : property, type);
            } else {
                names.add(property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT));
            }
        }
    }

    private static Class<?> elementOf(RecordComponent list) {
        Type element = ((ParameterizedType) list.getGenericType()).getActualTypeArguments()[0];
        return element instanceof Class<?> type ? type : Object.class;
    }

    private static Set<String> needed() throws IOException {
        return Pattern.compile("\\$\\{(ONSALE_[A-Z_]+):\\?")
                .matcher(Files.readString(ROOT.resolve("compose.yaml")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
