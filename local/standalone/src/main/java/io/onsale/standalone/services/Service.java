package io.onsale.standalone.services;

import io.onsale.standalone.keys.InstallationKeys;
import io.onsale.standalone.origin.Target;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;

/** One of the three services, not started yet. */
public record Service(Target target, String name, Supplier<SpringApplication> application) {

    /** Starts it and returns when it is ready for requests. */
    public RunningService start(InstallationKeys keys, ServiceAddresses addresses) {
        return RunningService.start(application.get(), settings(new ServiceSettings(keys, addresses)));
    }

    private Map<String, String> settings(ServiceSettings settings) {
        return switch (target) {
            case QUEUE -> settings.queue();
            case SEAT -> settings.seat();
            case TICKET -> settings.ticket();
            case SIMULATOR, PAGES -> throw new IllegalStateException(target + " is not a service");
        };
    }
}
