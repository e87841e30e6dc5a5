package io.onsale.service.access;

import io.onsale.kernel.access.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Who may call which route of a service. The first matching rule decides; a route without a rule is closed to everybody. All rules of a
 * service are in one place, so that they can be read as a table and tested against the actual routes.
 */
public final class AccessRules {
    /** One line of the table. Empty {@code roles} mean: open to everybody, with or without a token. */
    public record Rule(@Nullable HttpMethod method, PathPattern path, Set<Role> roles) {
        /** The exchange attribute that holds the rule matched by a request. Later stages use it to identify the route. */
        public static final String ATTRIBUTE = Rule.class.getName();

        public boolean isOpen() {
            return roles.isEmpty();
        }

        boolean fits(HttpMethod requested, PathContainer requestedPath) {
            return (method == null || method.equals(requested)) && path.matches(requestedPath);
        }
    }

    private final List<Rule> rules;

    private AccessRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    public static Builder rules() {
        return new Builder();
    }

    /** The rule for a request; null if the route is closed. HEAD uses the rule of GET. */
    public @Nullable Rule find(HttpMethod method, PathContainer path) {
        HttpMethod asked = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        for (Rule rule : rules) {
            if (rule.fits(asked, path)) {
                return rule;
            }
        }
        return null;
    }

    /** The methods that a path supports, for the header {@code Allow}; empty if nothing exists at this path. */
    public Set<HttpMethod> methods(PathContainer path) {
        Set<HttpMethod> methods = new LinkedHashSet<>();
        for (Rule rule : rules) {
            if (rule.method() != null && rule.path().matches(path)) {
                methods.add(rule.method());
            }
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        return methods;
    }

    public List<Rule> all() {
        return rules;
    }

    /** Collects rules in matching order: put the most requested routes first. */
    public static final class Builder {
        private final List<Rule> rules = new ArrayList<>();

        private Builder() {}

        /** Callable with one of these roles. */
        public Builder allow(HttpMethod method, String path, Role first, Role... others) {
            rules.add(new Rule(method, PathPatternParser.defaultInstance.parse(path), EnumSet.of(first, others)));
            return this;
        }

        /** Callable by everybody, also without a token. */
        public Builder open(HttpMethod method, String path) {
            rules.add(new Rule(method, PathPatternParser.defaultInstance.parse(path), Set.of()));
            return this;
        }

        public AccessRules build() {
            return new AccessRules(rules);
        }
    }
}
