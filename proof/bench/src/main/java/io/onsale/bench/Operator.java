package io.onsale.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A manager's commands for one sale, through a node's public interface. */
final class Operator {
    static final int CLAIM_SECONDS = 600; // nobody who is called has to claim while a bench lasts

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String GRACE = "presenceGraceSeconds";
    private static final List<String> KEPT = List.of("leaseSeconds", "refresh", "challengeBits");

    private final BenchEnvironment environment;
    private final int port;
    private final String path;
    private final String token;

    Operator(BenchEnvironment environment, ServiceProcess node, String sale) {
        this.environment = environment;
        this.port = node.port();
        this.path = "/api/v1/admin/sales/" + sale;
        this.token = environment.fans.manager();
    }

    /** Returns when the sale is known. */
    void awaitPolicy() throws IOException {
        environment.awaitAnswer(port, path + "/policy", token);
    }

    /** Returns when the node serves the sale's line. */
    void awaitFigures() throws IOException {
        environment.awaitAnswer(port, path + "/stats", token);
    }

    /** How many fans have been called so far; up to a second old. */
    long called() throws IOException, InterruptedException {
        JsonNode figures = JSON.readTree(environment.http.get(port, path + "/stats", token));
        return figures.path("called").longValue();
    }

    /** From now on nobody is called. */
    void letNobodyIn() throws IOException, InterruptedException {
        limit(0, 1);
    }

    /** Changes the policy: how many may be called or inside, and how many are called per second. Absent fans keep their places. */
    void limit(int capacity, int admissionsPerSecond) throws IOException, InterruptedException {
        JsonNode policy = JSON.readTree(environment.http.get(port, path + "/policy", token));
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
        environment.http.send(port, path + "/policy", token, "PUT", JSON.writeValueAsString(change));
    }

    void pause(String reason) throws IOException, InterruptedException {
        environment.http.send(port, path + "/pause", token, "POST", JSON.writeValueAsString(Map.of("reason", reason)));
    }

    void resume(String reason) throws IOException, InterruptedException {
        environment.http.send(port, path + "/resume", token, "POST", JSON.writeValueAsString(Map.of("reason", reason)));
    }
}
