package io.onsale.seat;

import io.onsale.service.testing.HouseRules;
import io.onsale.service.testing.ScriptRules;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
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
}
