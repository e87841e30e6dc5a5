package io.onsale.service.web;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.onsale.service.connection.AnswerMemory;
import io.onsale.service.connection.Connections;
import io.onsale.service.json.TimeJson;
import io.onsale.service.limit.ClientAddresses;
import io.onsale.service.limit.LimitEdge;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.WebFilter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The HTTP edge of a service: limits, request ids, problems, strict JSON. Import this. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HttpSettings.class, CrossOrigin.class})
@Import(LimitEdge.class)
public class WebEdge {
    private record Nothing(@NotBlank String text) {}

    /** Loads the validation messages at start-up: otherwise the first invalid request would read them from disk on an event loop. */
    @Bean
    SmartInitializingSingleton validationTexts(ObjectProvider<Validator> validators) {
        return () -> validators.ifAvailable(validator -> validator.validate(new Nothing(" ")));
    }

    @Bean
    WebFilter requestId() {
        return new RequestId();
    }

    @Bean
    WebFilter bodyLimit(HttpSettings settings) {
        return new BodyLimit(settings.bodyMax().toBytes());
    }

    @Bean
    WebFilter unreadAnswers() {
        return new UnreadAnswers(AnswerMemory.ofProcess());
    }

    @Bean
    MeterBinder connectionMeters() {
        return Connections::bindTo;
    }

    @Bean
    WebFilter singleParameters() {
        return new SingleParameters();
    }

    @Bean
    HttpLimits httpLimits(HttpSettings settings, ClientAddresses addresses, Clock clock, CrossOrigin crossOrigin) {
        return new HttpLimits(settings, addresses, clock, crossOrigin);
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json -> json.enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS) // "1" is not a number, 1 is not a text
                .addModule(TimeJson.module())
                .addModule(new SimpleModule("onsale scalars")
                        .addDeserializer(String.class, new JsonText())
                        .addDeserializer(Double.class, new JsonDouble(false))
                        .addDeserializer(Double.TYPE, new JsonDouble(true)));
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    CodecCustomizer problemCodec(ProblemWriter writer) {
        return codecs -> codecs.customCodecs().register(writer);
    }

    @Bean
    ProblemHandler problemHandler(ProblemWriter writer) {
        return new ProblemHandler(writer);
    }
}
