package io.onsale.queue.draw;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lobby as it is now.
 *
 * @param registrations the last registration before the opening; null before the opening
 * @param drawn numbers up to this one are in the line
 * @param waiting how many are in the lobby
 * @param present those of the requested registrations that are still in the lobby
 */
public record LobbyView(@Nullable Long registrations, long drawn, long waiting, List<Registered> present) {
    public LobbyView {
        present = List.copyOf(present);
    }
}
