package io.onsale.service.web;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One line of text that people type, by the rules of {@code TypedText}. A member of a JSON body that has this is cleaned when it is read, so
 * that what is checked is what is stored and answered. Null is no text and passes: say {@code @NotNull}, too, where there must be one.
 */
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainTextValidator.class)
public @interface PlainText {
    /** Code points. */
    int max();

    String message() default "must be one line of visible text";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
