package io.onsale.gatling.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a manager does to one sale, through a node's public interface. */
final class Operator {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String GRACE = "presenceGraceSeconds";
    private static final List<String> KEPT = List.of("leaseSeconds", "refresh", "challengeBits");

    private final Rig rig;
    private final int port;
    private final String path;
    private final String token;

    Operator(Rig rig, Node node, String sale) {
        this.rig = rig;
        this.port = node.port();
        this.path = "/api/v1/admin/sales/" + sale;
        this.token = rig.crowd.manager();
    }

    /** Returns when the sale is known. */
    void awaitPolicy() throws IOException {
        rig.awaitAnswer(port, path + "/policy", token);
    }

    /** Returns when the node looks after the sale's line. */
    void awaitFigures() throws IOException {
        rig.awaitAnswer(port, path + "/stats", token);
    }

    static final int CLAIM_SECONDS = 600; // nobody called has to claim while a bench lasts

    /** From now on nobody more is called. */
    void letNobodyIn() throws IOException, InterruptedException {
        limit(0, 1);
    }

    /** Lets that many be called or inside, and that many be called a second. Who is not seen any more keeps the place. */
    void limit(int capacity, int admissionsPerSecond) throws IOException, InterruptedException {
        JsonNode policy = JSON.readTree(rig.get(port, path + "/policy", token));
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("version", policy.path("version").longValue());
        change.put("capacity", capacity);
        change.put("admissionsPerSecond", admissionsPerSecond);
        change.put("claimWindowSeconds", CLAIM_SECONDS);
        if (policy.has(GRACE)) {
            change.put(GRACE, 0);
        }
        for (String kept : KEPT) { // a policy is changed as a whole
            if (policy.has(kept)) {
                change.put(kept, policy.get(kept));
            }
        }
        rig.send(port, path + "/policy", token, "PUT", JSON.writeValueAsString(change));
    }

    void pause(String reason) throws IOException, InterruptedException {
        rig.send(port, path + "/pause", token, "POST", JSON.writeValueAsString(Map.of("reason", reason)));
    }

    void resume(String reason) throws IOException, InterruptedException {
        rig.send(port, path + "/resume", token, "POST", JSON.writeValueAsString(Map.of("reason", reason)));
    }
}
