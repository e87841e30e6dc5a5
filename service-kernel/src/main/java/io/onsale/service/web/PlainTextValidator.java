package io.onsale.service.web;

import io.onsale.kernel.text.TypedText;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** The validator of {@link PlainText}. */
public final class PlainTextValidator implements ConstraintValidator<PlainText, String> {
    private int max;
    private boolean lines;

    @Override
    public void initialize(PlainText rule) {
        max = rule.max();
        lines = rule.lines();
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
        String flaw = text == null ? null : flaw(TypedText.clean(text));
        if (flaw == null) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(flaw).addConstraintViolation();
        return false;
    }

    private @Nullable String flaw(String text) {
        return TypedText.flaw(lines ? text.replace('\n', ' ') : text, max);
    }
}
