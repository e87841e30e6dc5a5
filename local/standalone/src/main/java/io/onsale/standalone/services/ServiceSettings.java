package io.onsale.standalone.services;

import com.nimbusds.jose.jwk.JWK;
import io.onsale.kernel.access.Role;
import io.onsale.standalone.keys.DemoAccounts.DemoAccount;
import io.onsale.standalone.keys.InstallationKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The settings of each service, by the names used in every deployment. */
final class ServiceSettings {
    static final String STORE_ID = "store-simulator";
    private static final String WARM_UP = "4s"; // somebody who tries Onsale prefers a quick start to a warm one

    private final InstallationKeys keys;
    private final ServiceAddresses addresses;

    ServiceSettings(InstallationKeys keys, ServiceAddresses addresses) {
        this.keys = keys;
        this.addresses = addresses;
    }

    Map<String, String> queue() {
        Map<String, String> settings = common(addresses.queuePort());
        settings.put("onsale.pass.signing-key", json(keys.passKey()));
        settings.put("onsale.receipt.secret", keys.receiptSecret());
        settings.put("onsale.warm-up.time", Objects.requireNonNullElse(System.getenv("ONSALE_WARMUP_TIME"), WARM_UP));
        return settings;
    }

    Map<String, String> seat() {
        Map<String, String> settings = common(addresses.seatPort());
        settings.put("onsale.pass.keys-uri", addresses.queue() + "/api/v1/keys/passes");
        return settings;
    }

    Map<String, String> ticket() {
        Map<String, String> settings = common(addresses.ticketPort());
        settings.put("onsale.access.staff-signing-key", json(keys.staffKey()));
        settings.put("onsale.ticket-code.signing-key", json(keys.ticketKey()));
        settings.put("onsale.seat-api.uri", addresses.seat());
        settings.put("onsale.portone.uri", addresses.simulator());
        settings.put("onsale.portone.api-secret", keys.portoneApiSecret());
        settings.put("onsale.portone.webhook-secret", keys.portoneWebhookSecret());
        settings.put("onsale.portone.store-id", STORE_ID);
        account(0, Role.SELLER, keys.accounts().seller(), settings);
        account(1, Role.MANAGER, keys.accounts().manager(), settings);
        account(2, Role.GATE, keys.accounts().gate(), settings);
        settings.put("onsale.accounts[2].seller", keys.accounts().seller().email());
        account(3, Role.FAN, keys.accounts().fan(), settings);
        return settings;
    }

    private static void account(int index, Role role, DemoAccount account, Map<String, String> settings) {
        String prefix = "onsale.accounts[" + index + "].";
        settings.put(prefix + "email", account.email());
        settings.put(prefix + "password", account.password());
        settings.put(prefix + "role", role.name());
    }

    private Map<String, String> common(int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.address", ServiceAddresses.HOST);
        settings.put("server.port", Integer.toString(port));
        settings.put("server.forward-headers-strategy", "none");
        settings.put("spring.lifecycle.timeout-per-shutdown-phase", "5s"); // requests end sooner; streams do not
        settings.put("spring.reactor.netty.shutdown-quiet-period", "0s"); // the origin has drained by then
        settings.put("ONSALE_REDIS_URL", addresses.redis());
        settings.put("ONSALE_POSTGRES_HOST", addresses.postgres().host());
        settings.put(
                "ONSALE_POSTGRES_PORT", Integer.toString(addresses.postgres().port()));
        settings.put("ONSALE_POSTGRES_DATABASE", addresses.postgres().database());
        settings.put("ONSALE_POSTGRES_USER", addresses.postgres().user());
        settings.put("ONSALE_POSTGRES_PASSWORD", addresses.postgres().password());
        settings.put("ONSALE_KAFKA_BOOTSTRAP", addresses.kafka());
        settings.put("onsale.access.fan-secret", keys.fanSecret());
        settings.put("onsale.access.staff-keys-uri", addresses.ticket() + "/api/v1/keys/access");
        return settings;
    }

    private static String json(JWK key) {
        return key.toJSONString();
    }
}
