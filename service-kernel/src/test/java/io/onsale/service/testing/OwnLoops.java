package io.onsale.service.testing;

import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** Event loops of its own for each service of a test. By default those of one process share theirs, and the first that is closed ends them for all. */
public final class OwnLoops {
    private OwnLoops() {}

    /** Returns {@code application}, which will have its own and end them without waiting for late callers. */
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
