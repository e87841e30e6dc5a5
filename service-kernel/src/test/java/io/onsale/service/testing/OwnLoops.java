package io.onsale.service.testing;

import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Gives each service of a test its own event loops. By default all services of a process share them, and the first one that is closed shuts
 * them down for all.
 */
public final class OwnLoops {
    private OwnLoops() {}

    /** Returns {@code application}, with its own event loops, which it shuts down without waiting for late callers. */
    public static SpringApplication in(SpringApplication application) {
        application.addInitializers(context ->
                ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, OwnLoops::resources));
        return application;
    }

    private static ReactorResourceFactory resources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }
}
