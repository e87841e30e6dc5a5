package io.onsale.service.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Reads doubles only from finite JSON numbers. Jackson's own deserializer accepts the text "NaN" whatever is disabled, and reads 1e999 as
 * infinity.
 */
final class JsonDouble extends StdScalarDeserializer<Double> {
    private final boolean primitive;

    JsonDouble(boolean primitive) {
        super(primitive ? Double.TYPE : Double.class);
        this.primitive = primitive;
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
        return primitive ? context.reportInputMismatch(this, "null is not a number") : null;
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT) && !parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return (Double) context.handleUnexpectedToken(getValueType(context), parser);
        }
        double value = parser.getDoubleValue();
        return Double.isFinite(value) ? value : context.reportInputMismatch(this, "is too large");
    }
}
