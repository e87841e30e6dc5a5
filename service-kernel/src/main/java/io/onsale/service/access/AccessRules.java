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
 * Who may call which route of a service: the first rule that fits decides; a route without a rule is closed to everybody.
 * Written in one place so that it can be read, and tested against the routes there are.
 */
public final class AccessRules {
    /** One line of the table. {@code roles} empty means open to all, with or without a token. */
    public record Rule(@Nullable HttpMethod method, PathPattern path, Set<Role> roles) {
        /** Under this name the rule that a request fits is an attribute of it: its route, to all who come later. */
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

    /** The rule for a request, or null: closed. HEAD is GET whose body is not sent, so it is under GET's rule. */
    public @Nullable Rule find(HttpMethod method, PathContainer path) {
        HttpMethod asked = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        for (Rule rule : rules) {
            if (rule.fits(asked, path)) {
                return rule;
            }
        }
        return null;
    }

    /** What a path can be asked with, as in the header {@code Allow}; empty: there is nothing at this path. */
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

    /** Collects rules in the order in which they are tried: the most requested first. */
    public static final class Builder {
        private final List<Rule> rules = new ArrayList<>();

        private Builder() {}

        /** Callable by those who have one of {@code roles}. */
        public Builder allow(HttpMethod method, String path, Role first, Role... others) {
            rules.add(new Rule(method, PathPatternParser.defaultInstance.parse(path), EnumSet.of(first, others)));
            return this;
        }

        /** Callable by anybody. */
        public Builder open(HttpMethod method, String path) {
            rules.add(new Rule(method, PathPatternParser.defaultInstance.parse(path), Set.of()));
            return this;
        }

        public AccessRules build() {
            return new AccessRules(rules);
        }
    }
}
