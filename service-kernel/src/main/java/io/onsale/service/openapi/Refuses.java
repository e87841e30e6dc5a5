package io.onsale.service.openapi;

import io.onsale.kernel.problem.ProblemType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Problems that a controller's route may answer, on the method or, for all routes of a controller, on the class. They go into the OpenAPI
 * document. What every route may answer need not be listed; see {@link AccessAnswers}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(Refuses.All.class)
public @interface Refuses {
    ProblemType[] value();

    /** When this happens, or which fields the problem carries; appended to each of {@link #value}. */
    String note() default "";

    /** Holds several {@link Refuses} of one method or class. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    @interface All {
        Refuses[] value();
    }
}
