package io.onsale.service.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.onsale.service.web.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSchemasTest {
    enum Colour {
        RED,
        BLUE
    }

    record Inner(long count) {}

    record Outer(
            String text,
            int number,
            List<Inner> all,
            Inner one,
            @Nullable String mayBeNull,
            @Nullable Inner mayBeAbsent,
            @Nullable Colour mayHaveAColour,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String leftOut) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sparse(String always, @Nullable String sometimes) {}

    record Wrapper(@JsonUnwrapped Outer outer) {}

    private static Schema<?> of(Class<?> type) {
        ModelConverters converters = new ModelConverters(true);
        converters.addConverter(new RecordSchemas());
        return Objects.requireNonNull(converters.readAll(type).get(type.getSimpleName()));
    }

    @Test
    void what_is_never_null_is_required_at_every_depth() {
        assertThat(of(Outer.class).getRequired()).containsExactlyInAnyOrder("text", "number", "all", "one");
        assertThat(of(Inner.class).getRequired()).containsExactly("count");
    }

    @Test
    void what_may_be_null_says_so_in_the_way_of_3_1() {
        Schema<?> outer = of(Outer.class);

        assertThat(property(outer, "mayBeNull").getTypes()).containsExactlyInAnyOrder("string", "null");
        assertThat(property(outer, "text").getTypes()).containsExactly("string");
        assertThat(anyOf(outer, "mayBeAbsent")).hasSize(2).anyMatch(either -> either.get$ref() != null);
        assertThat(anyOf(outer, "mayHaveAColour"))
                .hasSize(2)
                .anyMatch(
                        either -> either.getTypes() != null && either.getTypes().contains("null"));
        assertThat(property(outer, "leftOut").getTypes()).containsExactly("string");
    }

    @Test
    void a_record_that_leaves_out_nulls_still_always_has_the_rest() {
        assertThat(of(Sparse.class).getRequired()).containsExactly("always");
    }

    @Test
    void an_unwrapped_record_keeps_all_its_members() {
        Schema<?> wrapper = of(Wrapper.class);

        assertThat(wrapper.getProperties().keySet())
                .isEqualTo(of(Outer.class).getProperties().keySet());
    }

    @Test
    void members_without_a_name_of_their_own_are_no_property() {
        Schema<?> problem = of(Problem.class);

        assertThat(problem.getProperties()).containsKey("errors").doesNotContainKey("more");
        assertThat(problem.getRequired()).containsExactlyInAnyOrder("type", "status", "title", "detail");
        assertThat(problem.getAdditionalProperties()).isEqualTo(true);
    }

    private static Schema<?> property(Schema<?> model, String name) {
        return Objects.requireNonNull((Schema<?>) model.getProperties().get(name));
    }

    @SuppressWarnings("unchecked")
    private static List<Schema<?>> anyOf(Schema<?> model, String name) {
        return (List<Schema<?>>) (List<?>) property(model, name).getAnyOf();
    }
}
