package io.onsale.service.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HouseRulesTest {
    private final JavaClasses bad = new ClassFileImporter().importPackages("io.onsale.service.testing.bad");

    @TestFactory
    Stream<DynamicTest> every_rule_rejects_the_bad_example() {
        return HouseRules.all("io.onsale.service.testing.bad").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> assertThatThrownBy(() -> rule.getValue().check(bad))
                                .isInstanceOf(AssertionError.class)));
    }
}
