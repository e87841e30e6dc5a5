package io.onsale.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.web.Problem.FieldError;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The mapper through which every request body goes. */
class StrictJsonTest {
    enum Order {
        ARRIVAL,
        RANDOM
    }

    record Price(long amount, String currency) {}

    record Grade(@PlainText(max = 10) String name, Price price, List<String> categories) {}

    record Wish(
            @Nullable String title,
            int count,
            @Nullable Integer maybe,
            double width,
            boolean yes,
            @Nullable Order order,
            @Nullable List<Grade> grades) {}

    private static final JsonMapper JSON = mapper();

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new WebEdge().strictJson().customize(builder);
        return builder.build();
    }

    private static @Nullable FieldError flaw(String body) {
        try {
            JSON.readValue(body, Wish.class);
            throw new AssertionError("was read: " + body);
        } catch (JacksonException e) {
            return JsonFlaw.of(e);
        }
    }

    private static String with(String member) {
        return "{\"title\":\"t\",\"count\":1,\"width\":1.5,\"yes\":true,\"order\":\"RANDOM\","
                + "\"grades\":[{\"name\":\"R\",\"price\":{\"amount\":1,\"currency\":\"KRW\"},\"categories\":[\"A\"]}]"
                + (member.isEmpty() ? "" : "," + member)
                + "}";
    }

    /** A body in which one member has another value. */
    private static String where(String path, String value) {
        return switch (path) {
            case "title" -> with("").replace("\"title\":\"t\"", "\"title\":" + value);
            case "count" -> with("").replace("\"count\":1", "\"count\":" + value);
            case "maybe" -> with("\"maybe\":" + value);
            case "width" -> with("").replace("\"width\":1.5", "\"width\":" + value);
            case "yes" -> with("").replace("\"yes\":true", "\"yes\":" + value);
            case "order" -> with("").replace("\"order\":\"RANDOM\"", "\"order\":" + value);
            case "grades[0].name" -> with("").replace("\"name\":\"R\"", "\"name\":" + value);
            case "grades[0].price.amount" -> with("").replace("\"amount\":1", "\"amount\":" + value);
            case "grades[0].categories[0]" -> with("").replace("[\"A\"]", "[" + value + "]");
            default -> throw new AssertionError(path);
        };
    }

    @Test
    void documented_input_is_read() {
        assertThat(JSON.readValue(with(""), Wish.class).count()).isEqualTo(1);
        assertThat(JSON.readValue(where("width", "1"), Wish.class).width()).isEqualTo(1);
        assertThat(JSON.readValue(where("title", "null"), Wish.class).title()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "count | \"1\"",
                "count | 1.0",
                "count | 1.5",
                "count | 1e0",
                "count | null",
                "count | true",
                "count | [1]",
                "count | {}",
                "count | 2147483648",
                "count | 9223372036854775808",
                "count | \"\"",
                "maybe | \"1\"",
                "maybe | 1.0",
                "maybe | \"\"",
                "maybe | false",
                "width | \"1.5\"",
                "width | true",
                "width | \"NaN\"",
                "width | 1e999",
                "width | null",
                "yes | \"true\"",
                "yes | 1",
                "yes | 0",
                "yes | null",
                "order | 1",
                "order | \"1\"",
                "order | \"random\"",
                "order | \"\"",
                "order | [\"RANDOM\"]",
                "title | 1",
                "title | 1.5",
                "title | true",
                "title | []",
                "title | {}",
                "title | [\"t\"]",
                "title | \"\\ud800\"",
                "title | \"\\udc00x\"",
                "title | \"a\\u0000\"",
                "title | \"\\ud800\\ud800\"",
                "grades[0].name | 5",
                "grades[0].name | \"\\udfff\"",
                "grades[0].price.amount | \"1\"",
                "grades[0].price.amount | 1.0",
                "grades[0].price.amount | 9223372036854775808",
                "grades[0].categories[0] | 1",
                "grades[0].categories[0] | \"\\ud83c\"",
            })
    void a_wrong_type_is_refused_with_its_path(String path, String value) {
        FieldError flaw = flaw(where(path, value));

        assertThat(flaw).as(value).isNotNull();
        assertThat(flaw.field()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"title\":\"a\",\"title\":\"b\"} | title",
                "{\"grades\":[{\"name\":\"a\",\"price\":{\"amount\":1,\"amount\":2}}]} | grades[0].price.amount",
                "{\"grades\":[{},{\"name\":\"a\",\"name\":\"a\"}]} | grades[1].name",
            })
    void a_repeated_member_is_named(String body, String path) {
        assertThat(flaw(body)).isEqualTo(new FieldError(path, "occurs twice"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\":1} {}",
                "{\"count\":1}]",
                "{\"width\":NaN}",
                "{\"width\":Infinity}",
                "{\"count\":01}",
                "{'count':1}",
                "",
                "[",
                "null x"
            })
    void anything_but_one_document_is_refused(String body) {
        try {
            JSON.readValue(body, Wish.class);
            throw new AssertionError("was read: " + body);
        } catch (JacksonException e) {
            assertThat(e).isNotNull(); // a refusal, whatever its text
        }
    }

    @Test
    void depth_and_numbers_have_limits() {
        flaw(where("maybe", "[".repeat(1_000) + "]".repeat(1_000))); // a refusal, whatever it names
        flaw(where("count", "9".repeat(2_000)));
        flaw(where("title", "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000)));
    }

    @Test
    void text_is_composed_and_a_name_is_clean() {
        Wish wish = JSON.readValue(
                where("title", "\" Zoe\u0308 \"").replace("\"name\":\"R\"", "\"name\":\" Zoe\u0308\u200b \""),
                Wish.class);

        assertThat(wish.title()).isEqualTo(" Zo\u00eb ");
        assertThat(wish.grades()).isNotNull();
        assertThat(wish.grades().getFirst().name()).isEqualTo("Zo\u00eb");
    }

    /** Any input is either read or refused. */
    @Test
    void mutated_bodies_never_surprise() {
        long seed = 20261130;
        Random dice = new Random(seed);
        String good = with("\"maybe\":3");
        String bits = "{}[]\",:0123456789.eE+-\\u d8nulltruefalse\u0000\u00e9";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder body = new StringBuilder(good);
            for (int k = dice.nextInt(4); k >= 0; k--) {
                int at = dice.nextInt(body.length());
                body.replace(
                        at,
                        Math.min(body.length(), at + dice.nextInt(3)),
                        "" + bits.charAt(dice.nextInt(bits.length())));
            }
            try {
                JSON.readValue(body.toString(), Wish.class);
            } catch (JacksonException e) {
                FieldError flaw = JsonFlaw.of(e);
                assertThat(flaw == null || !flaw.field().isEmpty())
                        .as("seed %d, body %s", seed, body)
                        .isTrue();
            }
        }
    }
}
