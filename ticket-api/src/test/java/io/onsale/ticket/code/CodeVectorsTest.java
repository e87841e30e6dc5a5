package io.onsale.ticket.code;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.OctetKeyPair;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.gate.ScanOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Examples of codes and what a gate must say about them, which gates in other languages are tested against as well. */
class CodeVectorsTest {
    private static final String FILE = "/codes/vectors.json";

    @TestFactory
    Stream<DynamicTest> codes_are_judged_as_in_the_examples() throws IOException, ParseException {
        JsonNode file;
        try (InputStream json = Objects.requireNonNull(CodeVectorsTest.class.getResourceAsStream(FILE))) {
            file = JsonMapper.builder().build().readTree(json);
        }
        OctetKeyPair key = OctetKeyPair.parse(file.path("signingKey").toString());
        assertThat(file.path("cases").size()).isGreaterThan(12);
        return file.path("cases")
                .valueStream()
                .map(one -> DynamicTest.dynamicTest(
                        one.path("name").asString(),
                        () -> assertThat(outcome(key, one))
                                .isEqualTo(
                                        ScanOutcome.valueOf(one.path("outcome").asString()))));
    }

    private static ScanOutcome outcome(OctetKeyPair key, JsonNode one) {
        Instant at = Instant.parse(one.path("at").asString());
        CodeVerifier verifier = new CodeVerifier(new StatementSigner(List.of(key), Clock.fixed(at, ZoneOffset.UTC)));
        return switch (verifier.check(one.path("code").asString(), at)) {
            case CodeCheck.Forged forged -> ScanOutcome.FORGED;
            case CodeCheck.Expired expired -> listed(expired.statement(), one, ScanOutcome.EXPIRED_CODE);
            case CodeCheck.Genuine genuine -> listed(genuine.statement(), one, ScanOutcome.ACCEPTED);
        };
    }

    private static ScanOutcome listed(TicketStatement statement, JsonNode one, ScanOutcome otherwise) {
        if (!statement.isOf(new PerformanceId(one.path("performanceId").asString()))) {
            return ScanOutcome.WRONG_PERFORMANCE;
        }
        assertThat(statement.ticket().value()).isEqualTo(one.path("ticketId").asString());
        boolean isOutdated = statement.generation() != one.path("generation").asInt();
        return otherwise == ScanOutcome.ACCEPTED && isOutdated ? ScanOutcome.OUTDATED : otherwise;
    }
}
