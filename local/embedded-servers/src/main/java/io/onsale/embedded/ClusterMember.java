package io.onsale.embedded;

import java.util.List;

/**
 * A node of a cluster in the opinion of another one: a line of {@code CLUSTER NODES}.
 *
 * @param role {@code master} or {@code slave}, and {@code fail} if it is taken for dead
 * @param primary the id of the node that it copies, or {@code -}
 * @param slots {@code first-last} or a single one
 */
record ClusterMember(String id, int port, String role, String primary, List<String> slots) {
    private static final int SLOTS_FROM = 8;

    static List<ClusterMember> seenBy(RedisProcess node) {
        return node.call("CLUSTER", "NODES").lines().map(ClusterMember::parse).toList();
    }

    /** Reads {@code id address@port flags primary … slots…}; slots in brackets are about to move. */
    private static ClusterMember parse(String line) {
        String[] words = line.split(" ");
        String address = words[1];
        return new ClusterMember(
                words[0],
                Integer.parseInt(address.substring(address.indexOf(':') + 1, address.indexOf('@'))),
                words[2].replace("myself,", ""),
                words[3],
                List.of(words).subList(SLOTS_FROM, words.length).stream()
                        .filter(slots -> !slots.startsWith("["))
                        .toList());
    }

    boolean serves(int slot) {
        return slots.stream()
                .map(range -> range.split("-"))
                .anyMatch(range ->
                        Integer.parseInt(range[0]) <= slot && slot <= Integer.parseInt(range[range.length - 1]));
    }
}
