package io.onsale.ticket.web;

import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads from disk at the start what the first refused request would otherwise read on an event loop. */
@Configuration(proxyBeanMethods = false)
class WarmUp {
    private record Nothing(@NotBlank String text) {}

    /** The texts of validation. */
    @Bean
    SmartInitializingSingleton validationTexts(Validator validator) {
        return () -> validator.validate(new Nothing(" "));
    }
}
