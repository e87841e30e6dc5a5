package io.onsale.portone.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/** Reads and writes bodies. Numbers are not coerced: neither "1000" nor 10.5 is an amount. */
final class Json {
    private static final JsonMapper PROVIDER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // as PortOne does
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .changeDefaultPropertyInclusion(
                    empty -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
    private static final JsonMapper STRICT = PROVIDER.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /** Reads a body of PortOne's own API; unknown fields are ignored. */
    static <T> T read(byte[] body, Class<T> type) {
        return read(PROVIDER, body, type);
    }

    /** Reads a body of the simulator's API; unknown fields are refused. */
    static <T> T readStrictly(byte[] body, Class<T> type) {
        return read(STRICT, body, type);
    }

    static <T> T read(String text, Class<T> type) {
        return read(PROVIDER, text.getBytes(StandardCharsets.UTF_8), type);
    }

    static ObjectNode object() {
        return PROVIDER.createObjectNode();
    }

    static Mono<ServerResponse> ok(Object value) {
        return answer(ServerResponse.ok(), value);
    }

    static Mono<ServerResponse> answer(ServerResponse.BodyBuilder response, Object value) {
        return response.contentType(MediaType.APPLICATION_JSON).bodyValue(PROVIDER.writeValueAsBytes(value));
    }

    private static <T> T read(JsonMapper mapper, byte[] body, Class<T> type) {
        try {
            T value = mapper.readValue(body, type);
            if (value == null) {
                throw new InvalidRequest("the body is null");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidRequest("unknown field " + e.getPropertyName());
        } catch (JacksonException e) {
            throw new InvalidRequest("the body is not the JSON that is expected here");
        }
    }
}
