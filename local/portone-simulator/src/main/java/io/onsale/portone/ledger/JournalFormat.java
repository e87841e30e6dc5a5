package io.onsale.portone.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.onsale.portone.payment.Fact;
import io.onsale.portone.payment.MerchantPaymentId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The journal's lines as JSON. Names written here are in existing files: add new ones, never rename. */
final class JournalFormat {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(Fact.class, FactNames.class)
            .addMixIn(MerchantPaymentId.class, PaymentIdAsText.class)
            .changeDefaultPropertyInclusion(
                    empty -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JournalFormat() {}

    /** The journal's first line: which store it belongs to. */
    record JournalHeader(String journal, int version, String storeId, long seed) {
        static final String NAME = "portone-simulator";
        static final int VERSION = 1;

        JournalHeader(String storeId, long seed) {
            this(NAME, VERSION, storeId, seed);
        }
    }

    static byte[] write(Object line) {
        return JSON.writeValueAsBytes(line);
    }

    static JournalHeader readHeader(byte[] line) throws JacksonException {
        return JSON.readValue(line, JournalHeader.class);
    }

    static JournalLine readLine(byte[] line) throws JacksonException {
        return JSON.readValue(line, JournalLine.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Fact.PreRegistered.class, name = "PRE_REGISTERED"),
        @JsonSubTypes.Type(value = Fact.CheckedOut.class, name = "CHECKED_OUT"),
        @JsonSubTypes.Type(value = Fact.Paid.class, name = "PAID"),
        @JsonSubTypes.Type(value = Fact.ChargeFailed.class, name = "FAILED"),
        @JsonSubTypes.Type(value = Fact.Refunded.class, name = "REFUNDED")
    })
    private interface FactNames {}

    private abstract static class PaymentIdAsText {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        PaymentIdAsText(String value) {}

        @JsonValue
        abstract String value();
    }
}
