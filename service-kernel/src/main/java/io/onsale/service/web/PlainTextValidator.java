package io.onsale.service.web;

import io.onsale.kernel.text.TypedText;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** The validator of {@link PlainText}. */
public final class PlainTextValidator implements ConstraintValidator<PlainText, String> {
    private int max;

    @Override
    public void initialize(PlainText rule) {
        max = rule.max();
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
        String flaw = text == null ? null : TypedText.flaw(TypedText.clean(text), max);
        if (flaw == null) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(flaw).addConstraintViolation();
        return false;
    }
}
