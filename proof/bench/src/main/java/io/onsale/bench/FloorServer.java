package io.onsale.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The minimum that a WebFlux service does on this machine: a bare functional route, with and without one {@code EVALSHA} of a trivial
 * script. No access check, no validation, no business logic. Our services are compared with it.
 */
@SpringBootConfiguration
@ImportAutoConfiguration({
    NettyReactiveWebServerAutoConfiguration.class,
    HttpHandlerAutoConfiguration.class,
    WebFluxAutoConfiguration.class,
    CodecsAutoConfiguration.class,
    JacksonAutoConfiguration.class
})
public class FloorServer {
    private static final String SCRIPT = "return {'OK', redis.call('INCR', KEYS[1])}";

    /** Arguments: port, Redis URL. */
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(FloorServer.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.setDefaultProperties(Map.of(
                "spring.config.name", "floor",
                "spring.main.banner-mode", "off",
                "server.address", "127.0.0.1",
                "server.port", arguments[0],
                "floor.redis", arguments[1]));
        application.run();
    }

    @Bean(destroyMethod = "shutdown")
    RedisClient redisClient(org.springframework.core.env.Environment environment) {
        return RedisClient.create(environment.getRequiredProperty("floor.redis"));
    }

    @Bean
    RouterFunction<ServerResponse> routes(RedisClient redisClient) {
        RedisReactiveCommands<String, String> redis = redisClient.connect().reactive();
        String sha =
                java.util.Objects.requireNonNull(redisClient.connect().sync().scriptLoad(SCRIPT));
        String[] keys = {"floor"};
        return RouterFunctions.route()
                .GET("/floor", FloorServer::answer)
                .POST(
                        "/floor/redis",
                        request -> redis.evalsha(sha, ScriptOutputType.MULTI, keys)
                                .next()
                                .flatMap(reply -> answer(request)))
                .build();
    }

    private static Mono<ServerResponse> answer(ServerRequest request) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("number", 1, "state", "WAITING", "ahead", 0, "total", 1, "pollAfterMs", 1000));
    }
}
