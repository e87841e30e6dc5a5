package io.onsale.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class KernelIsPlainTest {
    private static final ArchRule PLAIN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "reactor..", "io.lettuce..", "org.apache.kafka..", "org.junit..");

    @Test
    void the_kernel_uses_no_framework() {
        PLAIN.check(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.onsale.kernel"));
    }

    @Test
    void the_rule_can_fail() {
        assertThatThrownBy(() -> PLAIN.check(new ClassFileImporter().importClasses(KernelIsPlainTest.class)))
                .isInstanceOf(AssertionError.class);
    }
}
