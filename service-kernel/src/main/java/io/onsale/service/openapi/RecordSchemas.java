package io.onsale.service.openapi;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes records as they are: what is not {@code @Nullable} is required, what is may be {@code null}. Clients generate their types from
 * the document, and without this each field would be optional there.
 */
final class RecordSchemas implements ModelConverter {
    private static final String NULL = "null";
    private static final Set<JsonInclude.Include> ALWAYS =
            Set.of(JsonInclude.Include.ALWAYS, JsonInclude.Include.USE_DEFAULTS);

    private final ObjectMapper types = Json31.mapper();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> resolved = chain.next().resolve(type, context, chain);
        Class<?> raw = types.constructType(type.getType()).getRawClass();
        if (resolved != null && raw.isRecord() && raw.getName().startsWith("io.onsale.")) {
            Schema<?> model = resolved.get$ref() == null
                    ? resolved
                    : context.getDefinedModels().get(nameIn(resolved.get$ref()));
            if (model != null && model.getProperties() != null) {
                for (RecordComponent component : raw.getRecordComponents()) {
                    describe(component, model);
                }
            }
        }
        return resolved;
    }

    private static String nameIn(String ref) {
        return ref.substring(ref.lastIndexOf('/') + 1);
    }

    /** May come again for the same model: each reference to a record leads here. */
    private static void describe(RecordComponent component, Schema<?> model) {
        String name = name(component);
        if (component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
            model.getProperties().remove(name);
            model.setAdditionalProperties(true);
            return;
        }
        Schema<?> property = model.getProperties().get(name);
        if (property == null) {
            return;
        }
        boolean isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        JsonInclude.Include include = include(component);
        if (isNullable && ALWAYS.contains(include)) { // else absent instead of null
            model.getProperties().put(name, orNull(name, property));
        } else if (!isNullable
                && include != JsonInclude.Include.NON_EMPTY
                && (model.getRequired() == null || !model.getRequired().contains(name))) {
            model.addRequiredItem(name);
        }
    }

    private static String name(RecordComponent component) {
        JsonProperty named = find(component, JsonProperty.class);
        return named == null || named.value().isEmpty() ? component.getName() : named.value();
    }

    private static JsonInclude.Include include(RecordComponent component) {
        JsonInclude own = find(component, JsonInclude.class);
        JsonInclude include = own == null ? component.getDeclaringRecord().getAnnotation(JsonInclude.class) : own;
        return include == null ? JsonInclude.Include.ALWAYS : include.value();
    }

    private static <A extends Annotation> @Nullable A find(RecordComponent component, Class<A> annotation) {
        return component.getAccessor().getAnnotation(annotation);
    }

    /** A schema with a reference or a list of values takes no second type, so it becomes one of two. */
    private static Schema<?> orNull(String name, Schema<?> property) {
        if (property.get$ref() == null && property.getEnum() == null) {
            if (property.getTypes() != null) {
                property.addType(NULL);
            }
            return property;
        }
        Schema<?> none = new JsonSchema();
        none.addType(NULL);
        Schema<?> either = new JsonSchema();
        either.setName(name); // by which an unwrapped record's members are found
        either.setDescription(property.getDescription());
        either.setAnyOf(List.of(property, none));
        return either;
    }
}
