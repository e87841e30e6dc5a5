package io.onsale.ticket;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.onsale.service.testing.HouseRules;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TicketRulesTest {
    @TestFactory
    Stream<DynamicTest> house_rules() {
        return HouseRules.tests("io.onsale.ticket");
    }

    /** Leases, deadlines and ages are compared by Postgres, because the clocks of nodes differ. */
    @Test
    void tables_of_money_read_no_clock_of_their_node() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.onsale.ticket.booking.r2dbc",
                        "io.onsale.ticket.payment..",
                        "io.onsale.ticket.refund.r2dbc",
                        "io.onsale.ticket.webhook.r2dbc",
                        "io.onsale.ticket.idempotency..",
                        "io.onsale.ticket.ticket.r2dbc")
                .and()
                .haveSimpleNameNotEndingWith("Test")
                .and()
                .haveSimpleNameNotEndingWith("Wiring") // hands the clock to use cases
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(new ClassFileImporter().importPackages("io.onsale.ticket"));
    }
}
