package io.onsale.seat.map;

import io.onsale.seat.plan.GeneralAdmission;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.plan.Hall.Run;
import io.onsale.seat.seat.SeatStates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The seats for sale by section and grade, to be counted together. Made once per map. */
final class SeatGroups {
    private static final int IN_NONE = -1;
    private static final int STATES = 4;

    /** @param area the id, if it is an area of general admission */
    private record Group(
            String section, String grade, @Nullable String area) {}

    private final List<Group> groups;
    private final int[] groupOf;

    private SeatGroups(List<Group> groups, int[] groupOf) {
        this.groups = groups;
        this.groupOf = groupOf;
    }

    static SeatGroups of(Hall hall) {
        int[] groupOf = new int[hall.seatCount()];
        Arrays.fill(groupOf, IN_NONE);
        Map<Group, Integer> numbers = new LinkedHashMap<>();
        for (Run run : hall.runs()) {
            int number = number(numbers, new Group(run.section(), run.grade(), null));
            Arrays.fill(groupOf, run.first(), run.first() + run.length(), number);
        }
        for (GeneralAdmission area : hall.generalAdmissions()) {
            int number = number(numbers, new Group(area.name(), area.grade(), area.id()));
            Arrays.fill(groupOf, area.first(), area.first() + area.capacity(), number);
        }
        return new SeatGroups(List.copyOf(numbers.keySet()), groupOf);
    }

    /** Seats that are in no group. */
    static SeatGroups none(int seatCount) {
        int[] groupOf = new int[seatCount];
        Arrays.fill(groupOf, IN_NONE);
        return new SeatGroups(List.of(), groupOf);
    }

    private static int number(Map<Group, Integer> numbers, Group group) {
        Integer known = numbers.putIfAbsent(group, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    int seatCount() {
        return groupOf.length;
    }

    /** One pass over the seats, some 100 µs for a stadium. */
    List<SectionCount> count(SeatStates states) {
        int[] counts = new int[groups.size() * STATES];
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] != IN_NONE) {
                counts[groupOf[i] * STATES + states.get(i).bits()]++;
            }
        }
        List<SectionCount> counted = new ArrayList<>(groups.size());
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            int at = i * STATES;
            counted.add(new SectionCount(
                    group.section(),
                    group.grade(),
                    group.area(),
                    counts[at],
                    counts[at + 1],
                    counts[at + 2],
                    counts[at + 3]));
        }
        return counted;
    }
}
