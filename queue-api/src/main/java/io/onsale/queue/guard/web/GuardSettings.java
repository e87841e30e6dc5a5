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
 * The limits for fans, on each node.
 *
 * @param joinsPerFan joins of one fan at once; 0: no limit. Ten allow for reloads and three open tabs; a machine sends a thousand
 * @param joinsPerFanIn the time in which as many are allowed again
 * @param joinsPerAddress joins per second from one address; 0: no limit. Three hundred, because many thousand fans share one address of a
 *     mobile carrier
 * @param joinsPerAddressBurst joins from one address at once
 * @param actionsPerFan claims, opened streams and places given up, together, of one fan at once; 0: no limit. Twenty allow for two streams that
 *     break every second, as often as browsers reconnect
 * @param actionsPerFanIn the time in which as many are allowed again
 * @param addressLimitExempt networks without a limit per address: by default this machine, where benchmarks and those proxies run that are not
 *     named in {@code onsale.client-address.trusted-proxies}
 * @param proofThreshold joins per second of one sale on this node up to which its proof of work does not get harder
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

    private static Rate rate(int atOnce, Duration period) {
        return atOnce == 0 ? Rate.UNLIMITED : new Rate(atOnce, period, atOnce);
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
