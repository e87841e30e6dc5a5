package io.onsale.seat;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.onsale.service.testing.HouseRules;
import io.onsale.service.testing.ScriptRules;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
    @TestFactory
    Stream<DynamicTest> house_rules() {
        return HouseRules.tests("io.onsale.seat");
    }

    @TestFactory
    Stream<DynamicTest> script_headers() throws IOException {
        return ScriptRules.tests("io.onsale.seat");
    }

    @TestFactory
    Stream<DynamicTest> scripts_write_seats_only_in_the_server_that_these_were_set_up_in() {
        return SeatScriptRules.tests();
    }

    @Test
    void features_form_no_circle() {
        slices().matching("io.onsale.seat.(*)..")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.onsale.seat"));
    }

    @Test
    void a_script_that_writes_seats_in_any_server_is_rejected() {
        String text = """
                --[[ free_all: free all seats.
                KEYS[1]  s:{sale}:performance:states  string
                KEYS[2]  s:{sale}:performance:server  string
                ]]
                redis.call('DEL', KEYS[1])
                return {'FREED'}""";

        assertThatThrownBy(() -> SeatScriptRules.check(text)).isInstanceOf(AssertionError.class);
    }
}
