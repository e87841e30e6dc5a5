package io.onsale.queue.guard.web;

import io.onsale.service.limit.Network;
import io.onsale.service.limit.Rate;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How fans are limited, on each node.
 *
 * @param joinsPerFan at once; 0: no limit. Ten: a fan reloads and has three tabs open; a machine does it a thousand times
 * @param joinsPerFanIn in which time as many become free again
 * @param joinsPerAddress a second; 0: no limit. Three hundred: many thousand fans come through one address of a carrier
 * @param joinsPerAddressBurst at once
 * @param actionsPerFan claims of a pass, streams that begin and places given up, together, at once; 0: no limit. Twenty: two streams that
 *     break every second, as often as browsers come back
 * @param actionsPerFanIn in which time as many become free again
 * @param addressLimitExempt networks that the limit by address does not hold for: by default this machine, from where benches and proxies
 *     come that nobody has named in {@code onsale.client-address.trusted-proxies}
 * @param proofThreshold joins a second of one sale on this node up to which its proof of work does not get harder
 */
@Validated
@ConfigurationProperties("onsale.queue.guard")
record GuardSettings(
        @Min(0) @DefaultValue("10") int joinsPerFan,
        @DefaultValue("10s") Duration joinsPerFanIn,
        @Min(0) @DefaultValue("300") int joinsPerAddress,
        @Min(1) @DefaultValue("600") int joinsPerAddressBurst,
        @Min(0) @DefaultValue("20") int actionsPerFan,
        @DefaultValue("10s") Duration actionsPerFanIn,
        @DefaultValue({"127.0.0.0/8", "::1"}) List<String> addressLimitExempt,
        @Min(1) @Max(1_000_000) @DefaultValue("200") int proofThreshold) {

    Rate perFan() {
        return rate(joinsPerFan, joinsPerFanIn);
    }

    Rate actions() {
        return rate(actionsPerFan, actionsPerFanIn);
    }

    private static Rate rate(int atOnce, Duration again) {
        return atOnce == 0 ? Rate.UNLIMITED : new Rate(atOnce, again, atOnce);
    }

    Rate perAddress() {
        return joinsPerAddress == 0
                ? Rate.UNLIMITED
                : new Rate(joinsPerAddress, Duration.ofSeconds(1), joinsPerAddressBurst);
    }

    List<Network> exempt() {
        return Network.parseAll(addressLimitExempt);
    }
}
