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

    /** Returns when it is ready. {@code settings} win over everything else that is set. */
    static RunningService start(SpringApplication application, Map<String, String> settings) {
        application.setRegisterShutdownHook(false); // the launcher stops all in its own order
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean(ReactorResourceFactory.class, RunningService::sharedLoops));
        return new RunningService(application.run(arguments));
    }

    /** The event loops of this process, for all services; by themselves the first one that is closed would end them for the others. */
    private static ReactorResourceFactory sharedLoops() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(
                false); // else they are ended with the service; these are not, since they are given
        resources.setLoopResources(HttpResources.get());
        resources.setConnectionProvider(HttpResources.get());
        return resources;
    }

    /** Answers what the service answers on its own port. */
    public HttpHandler handler() {
        return context.getBean(HttpHandler.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
