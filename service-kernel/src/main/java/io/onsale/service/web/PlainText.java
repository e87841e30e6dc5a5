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
 * Text typed by people, normally one line, checked by the rules of {@code TypedText}. A member of a JSON body with this annotation is cleaned when
 * it is read, so the text that is checked is the text that is stored and returned. Null is valid: add {@code @NotNull} to require a text.
 */
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainTextValidator.class)
public @interface PlainText {
    /** The maximum length in code points. */
    int max();

    /** Whether it may have several lines, separated by line feeds. */
    boolean lines() default false;

    String message() default "must be one line of visible text";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
