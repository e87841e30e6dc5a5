package io.onsale.standalone.services;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.netty.http.HttpResources;

/** One service as an application context of its own. */
public final class RunningService implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Returns when it is ready. {@code settings} override all other configuration. */
    static RunningService start(SpringApplication application, Map<String, String> settings) {
        application.setRegisterShutdownHook(false); // the launcher stops all services in its own order
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean(ReactorResourceFactory.class, RunningService::sharedLoops));
        return new RunningService(application.run(arguments));
    }

    /** The event loops of this process, shared by all services. Without this, the first service to close would end them for the others. */
    private static ReactorResourceFactory sharedLoops() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(
                false); // global resources end with the service; resources that are given do not
        resources.setLoopResources(HttpResources.get());
        resources.setConnectionProvider(HttpResources.get());
        return resources;
    }

    /** Handles requests as the service does on its own port. */
    public HttpHandler handler() {
        return context.getBean(HttpHandler.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
