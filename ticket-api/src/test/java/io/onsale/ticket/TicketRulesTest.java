package io.onsale.ticket;

import io.onsale.service.testing.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class TicketRulesTest {
    @TestFactory
    Stream<DynamicTest> house_rules() {
        return HouseRules.tests("io.onsale.ticket");
    }
}
