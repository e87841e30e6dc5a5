package io.onsale.service.web;

import io.onsale.kernel.text.TypedText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Reads every string of a JSON body: only from a JSON string, only if well-formed, converted to NFC, and cleaned if it is {@link
 * PlainText}. So no other part of a service sees unpaired surrogates, NUL, or two encodings of one text.
 */
final class JsonText extends StdScalarDeserializer<String> {
    static final String FLAW = "must be text without NUL and unpaired surrogates";

    private final boolean plain;

    JsonText() {
        this(false);
    }

    private JsonText(boolean plain) {
        super(String.class);
        this.plain = plain;
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        return property != null && property.getAnnotation(PlainText.class) != null ? new JsonText(true) : this;
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(getValueType(context), parser);
        }
        String text = parser.getString();
        if (!TypedText.isWellFormed(text)) {
            throw context.weirdStringException(text, String.class, FLAW);
        }
        return plain ? TypedText.clean(text) : TypedText.composed(text);
    }
}
