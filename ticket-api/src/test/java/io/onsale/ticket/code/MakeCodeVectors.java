package io.onsale.ticket.code;

import com.nimbusds.jose.jwk.OctetKeyPair;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.CodeKeys;
import io.onsale.ticket.ticket.TicketId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes {@code codes/vectors.json} anew, with new keys; to be run by hand when the format changes. The only argument is the file. */
final class MakeCodeVectors {
    private static final Instant AT = Instant.parse("2026-11-30T10:00:07Z");
    private static final int GENERATION = 3;

    private final OctetKeyPair key = CodeKeys.signing("tickets-2026");
    private final StatementSigner signer = new StatementSigner(List.of(key), Clock.fixed(AT, ZoneOffset.UTC));
    private final FanDevice phone = new FanDevice();
    private final TicketId ticket = TicketId.next();
    private final PerformanceId performance = PerformanceId.next();
    private final List<Map<String, Object>> cases = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        MakeCodeVectors vectors = new MakeCodeVectors();
        vectors.make();
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(Path.of(arguments[0]), json.writeValueAsString(vectors.document()) + "\n");
    }

    private byte[] statement(DeviceKey device, Instant validUntil) {
        return signer.sign(ticket, performance, GENERATION, validUntil, device).bytes();
    }

    private void make() {
        Instant validUntil = AT.plus(Duration.ofDays(7));
        byte[] bound = statement(phone.key(), validUntil);
        byte[] paper =
                signer.sign(ticket, performance, GENERATION, validUntil, null).bytes();
        String code = phone.code(bound, AT);
        add("a code of this slot", code, AT, "ACCEPTED");
        for (int slots : new int[] {-1, 1}) {
            add("a code of the slot " + slots, phone.code(bound, AT.plusSeconds(15L * slots)), AT, "ACCEPTED");
        }
        for (int slots : new int[] {-2, 2}) {
            add("a code of the slot " + slots, phone.code(bound, AT.plusSeconds(15L * slots)), AT, "EXPIRED_CODE");
        }
        add("a code on paper", CodeVerifier.paperCode(paper), AT, "ACCEPTED");
        add("a code on paper, days later", CodeVerifier.paperCode(paper), AT.plus(Duration.ofDays(6)), "ACCEPTED");
        add("a code on paper whose time is over", CodeVerifier.paperCode(paper), validUntil, "EXPIRED_CODE");
        add("a statement whose time is over", phone.code(bound, validUntil), validUntil, "EXPIRED_CODE");
        add("a screenshot of a minute ago", code, AT.plusSeconds(60), "EXPIRED_CODE");
        add("another device with the statement", new FanDevice().code(bound, AT), AT, "FORGED");
        add("a statement for a device without a device", CodeVerifier.paperCode(bound), AT, "FORGED");
        for (int at : new int[] {0, 1, 2, 6, 23, 31, 33, 37, 70, 133, 134, 138, 201}) {
            byte[] changed = phone.bytes(bound, CodeVerifier.slot(AT));
            changed[at] ^= 1;
            add("one bit of byte " + at, CodeVerifier.PREFIX + QrAlphanumeric.encode(changed), AT, "FORGED");
        }
        add("without its last character", code.substring(0, code.length() - 1), AT, "FORGED");
        add("in lower case", code.toLowerCase(java.util.Locale.ROOT), AT, "FORGED");
        add("no code of ours", "HTTPS://EXAMPLE.COM/TICKET", AT, "FORGED");
        add("nothing", "", AT, "FORGED");
        add("signed by another key", otherKey(validUntil), AT, "FORGED");
        add("an older generation", code, AT, "OUTDATED").put("generation", GENERATION + 1);
        add("another performance", code, AT, "WRONG_PERFORMANCE")
                .put("performanceId", PerformanceId.next().value());
    }

    private String otherKey(Instant validUntil) {
        StatementSigner other =
                new StatementSigner(List.of(CodeKeys.signing(key.getKeyID())), Clock.fixed(AT, ZoneOffset.UTC));
        return phone.code(
                other.sign(ticket, performance, GENERATION, validUntil, phone.key())
                        .bytes(),
                AT);
    }

    private Map<String, Object> add(String name, String code, Instant at, String outcome) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", name);
        one.put("code", code);
        one.put("at", at.toString());
        one.put("performanceId", performance.value());
        one.put("ticketId", ticket.value());
        one.put("generation", GENERATION);
        one.put("outcome", outcome);
        cases.add(one);
        return one;
    }

    private Map<String, Object> document() {
        byte[] statement = statement(phone.key(), AT.plus(Duration.ofDays(7)));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "about",
                "Codes, and what a gate must say whose list has the ticket as ISSUED in the given generation. The signing key is for tests"
                        + " only. Made by MakeCodeVectors.");
        document.put("signingKey", key.toJSONObject());
        document.put("keys", signer.publicKeys());
        document.put("deviceKey", phone.key().value());
        document.put("statement", Base64.getUrlEncoder().withoutPadding().encodeToString(statement));
        document.put("cases", cases);
        return document;
    }
}
