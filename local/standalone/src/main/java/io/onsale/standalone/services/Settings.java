package io.onsale.standalone.services;

import com.nimbusds.jose.jwk.JWK;
import io.onsale.kernel.access.Role;
import io.onsale.standalone.keys.Accounts.Account;
import io.onsale.standalone.keys.Keys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What each service is told, by the names that it is told by everywhere. */
final class Settings {
    static final String STORE_ID = "store-simulator";
    private static final String WARM_UP = "4s"; // whoever tries Onsale out would rather have it soon than warm

    private final Keys keys;
    private final Surroundings around;

    Settings(Keys keys, Surroundings around) {
        this.keys = keys;
        this.around = around;
    }

    Map<String, String> queue() {
        Map<String, String> settings = common(around.queuePort());
        settings.put("onsale.pass.signing-key", json(keys.passKey()));
        settings.put("onsale.receipt.secret", keys.receiptSecret());
        settings.put("onsale.warm-up.time", Objects.requireNonNullElse(System.getenv("ONSALE_WARMUP_TIME"), WARM_UP));
        return settings;
    }

    Map<String, String> seat() {
        Map<String, String> settings = common(around.seatPort());
        settings.put("onsale.pass.keys-uri", around.queue() + "/api/v1/keys/passes");
        return settings;
    }

    Map<String, String> ticket() {
        Map<String, String> settings = common(around.ticketPort());
        settings.put("onsale.access.staff-signing-key", json(keys.staffKey()));
        settings.put("onsale.seat-api.uri", around.seat());
        settings.put("onsale.portone.uri", around.simulator());
        settings.put("onsale.portone.api-secret", keys.portoneApiSecret());
        settings.put("onsale.portone.webhook-secret", keys.portoneWebhookSecret());
        settings.put("onsale.portone.store-id", STORE_ID);
        account(0, Role.SELLER, keys.accounts().seller(), settings);
        account(1, Role.MANAGER, keys.accounts().manager(), settings);
        account(2, Role.GATE, keys.accounts().gate(), settings);
        account(3, Role.FAN, keys.accounts().fan(), settings);
        return settings;
    }

    private static void account(int index, Role role, Account account, Map<String, String> settings) {
        String prefix = "onsale.accounts[" + index + "].";
        settings.put(prefix + "email", account.email());
        settings.put(prefix + "password", account.password());
        settings.put(prefix + "role", role.name());
    }

    private Map<String, String> common(int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.address", Surroundings.HOST);
        settings.put("server.port", Integer.toString(port));
        settings.put("server.forward-headers-strategy", "none");
        settings.put("spring.lifecycle.timeout-per-shutdown-phase", "5s"); // requests end in less; streams do not
        settings.put("spring.reactor.netty.shutdown-quiet-period", "0s"); // the origin has drained before
        settings.put("ONSALE_REDIS_URL", around.redis());
        settings.put("ONSALE_POSTGRES_HOST", around.postgres().host());
        settings.put("ONSALE_POSTGRES_PORT", Integer.toString(around.postgres().port()));
        settings.put("ONSALE_POSTGRES_DATABASE", around.postgres().database());
        settings.put("ONSALE_POSTGRES_USER", around.postgres().user());
        settings.put("ONSALE_POSTGRES_PASSWORD", around.postgres().password());
        settings.put("ONSALE_KAFKA_BOOTSTRAP", around.kafka());
        settings.put("onsale.access.fan-secret", keys.fanSecret());
        settings.put("onsale.access.staff-keys-uri", around.ticket() + "/api/v1/keys/access");
        return settings;
    }

    private static String json(JWK key) {
        return key.toJSONString();
    }
}
