package io.onsale.service.web;

import io.onsale.kernel.time.TimeRule;
import io.onsale.service.json.TimeJson;
import io.onsale.service.web.Problem.FieldError;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong in a JSON body, and where. */
public final class JsonFlaw {
    private JsonFlaw() {}

    /** The path of the wrong value and what it must be; null if the body as a whole cannot be parsed. */
    public static @Nullable FieldError of(JacksonException json) {
        if (json instanceof StreamReadException read && isDuplicate(read)) {
            return new FieldError(place(read), "occurs twice");
        }
        String path = path(json);
        return path.isEmpty() ? null : new FieldError(path, message(json));
    }

    private static String message(JacksonException json) {
        if (json instanceof UnrecognizedPropertyException) {
            return "is unknown here";
        }
        if (TimeJson.refused(json)) {
            return TimeRule.WORDS;
        }
        return json instanceof InvalidFormatException text && text.getTargetType() == String.class
                ? JsonText.FLAW
                : "is missing or not of the documented type";
    }

    private static boolean isDuplicate(StreamReadException read) {
        return read.processor() instanceof JsonParser
                && read.getOriginalMessage().startsWith("Duplicate Object property");
    }

    /** The parser's position: the second member of that name. */
    private static String place(StreamReadException read) {
        StringBuilder path = new StringBuilder();
        JsonPointer step = read.processor().streamReadContext().pathAsPointer();
        for (; step != null && !step.matches(); step = step.tail()) {
            if (step.getMatchingIndex() >= 0) {
                path.append('[').append(step.getMatchingIndex()).append(']');
            } else {
                append(path, step.getMatchingProperty());
            }
        }
        return path.toString();
    }

    /** For example {@code grades[0].price.amount}. */
    private static String path(JacksonException json) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : json.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                append(path, step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static void append(StringBuilder path, String name) {
        path.append(path.isEmpty() ? "" : ".").append(name);
    }
}
