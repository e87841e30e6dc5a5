package io.onsale.queue;

import io.onsale.service.testing.HouseRules;
import io.onsale.service.testing.ScriptRules;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
    @TestFactory
    Stream<DynamicTest> the_house_rules_hold() {
        return HouseRules.tests("io.onsale.queue");
    }

    @TestFactory
    Stream<DynamicTest> each_script_is_as_its_header_says() throws IOException {
        return ScriptRules.tests("io.onsale.queue");
    }
}
