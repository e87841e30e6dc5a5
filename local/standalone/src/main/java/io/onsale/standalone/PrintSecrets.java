package io.onsale.standalone;

import io.onsale.standalone.keys.InstallationKeys;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code secrets}: a fresh set for {@code compose.yaml}, as an env file. */
final class PrintSecrets {
    private PrintSecrets() {}

    static int run(PrintStream out) {
        // in quotes, because of the characters of JSON
        of(InstallationKeys.fresh()).forEach((name, value) -> out.println(name + "='" + value + "'"));
        return 0;
    }

    static Map<String, String> of(InstallationKeys keys) {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("ONSALE_FAN_SECRET", keys.fanSecret());
        secrets.put("ONSALE_STAFF_SIGNING_KEY", keys.staffKey().toJSONString());
        secrets.put("ONSALE_PASS_SIGNING_KEY", keys.passKey().toJSONString());
        secrets.put("ONSALE_TICKET_SIGNING_KEY", keys.ticketKey().toJSONString());
        secrets.put("ONSALE_RECEIPT_SECRET", keys.receiptSecret());
        secrets.put("ONSALE_PORTONE_API_SECRET", keys.portoneApiSecret());
        secrets.put("ONSALE_PORTONE_WEBHOOK_SECRET", keys.portoneWebhookSecret());
        secrets.put("ONSALE_POSTGRES_PASSWORD", keys.postgresPassword());
        secrets.put("ONSALE_REDIS_PASSWORD", keys.redisPassword());
        secrets.put("ONSALE_SELLER_PASSWORD", keys.accounts().seller().password());
        secrets.put("ONSALE_MANAGER_PASSWORD", keys.accounts().manager().password());
        secrets.put("ONSALE_GATE_PASSWORD", keys.accounts().gate().password());
        secrets.put("ONSALE_DEMO_FAN_PASSWORD", keys.accounts().fan().password());
        return secrets;
    }
}
