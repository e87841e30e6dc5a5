package io.onsale.standalone.origin;

import static io.onsale.standalone.origin.Target.PAGES;
import static io.onsale.standalone.origin.Target.QUEUE;
import static io.onsale.standalone.origin.Target.SEAT;
import static io.onsale.standalone.origin.Target.SIMULATOR;
import static io.onsale.standalone.origin.Target.TICKET;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;

/**
 * The routes of the public origin. A path that is not listed reaches no service: it is a page's or does not exist, so actuators and internal
 * routes need no rule of their own.
 */
final class Routes {
    private static final int SEGMENTS_MAX = 16; // the longest path of the contract has 9

    private Routes() {}

    /** The target of a path. Segments are compared decoded and without parameters, like in the services' own routers. */
    static Target of(PathContainer path) {
        List<String> segments = segments(path);
        if (isUnder(segments, "api", "v1") && segments.size() > 2) {
            return inApi(segments.subList(2, segments.size()));
        }
        return segments.equals(List.of("simulator", "checkout")) ? SIMULATOR : PAGES;
    }

    private static Target inApi(List<String> path) {
        return switch (path.getFirst()) {
            case "members",
                    "sessions",
                    "venues",
                    "events",
                    "bookings",
                    "webhooks",
                    "tickets",
                    "transfers",
                    "gate",
                    "staff",
                    "checkout" -> TICKET;
            case "sales" -> QUEUE;
            case "admin" -> admin(path);
            case "performances" -> isReservation(path) ? PAGES : SEAT;
            case "keys" -> keys(path);
            case "openapi" -> openApi(path);
            default -> PAGES;
        };
    }

    private static Target admin(List<String> path) {
        return switch (path.size() > 1 ? path.get(1) : "") {
            case "sales" -> QUEUE;
            case "members", "bookings" -> TICKET;
            case "performances" -> SEAT;
            case "health" -> health(path.size() == 3 ? path.get(2) : "");
            default -> PAGES;
        };
    }

    private static Target health(String service) {
        return switch (service) {
            case "queue" -> QUEUE;
            case "seat" -> SEAT;
            case "ticket" -> TICKET;
            default -> PAGES;
        };
    }

    /** Only ticket-api makes reservations, and not through the origin. */
    private static boolean isReservation(List<String> path) {
        return path.contains("reservation") || path.contains("reservations");
    }

    private static Target keys(List<String> path) {
        if (path.equals(List.of("keys", "access")) || path.equals(List.of("keys", "tickets"))) {
            return TICKET;
        }
        return path.equals(List.of("keys", "passes")) ? QUEUE : PAGES;
    }

    private static Target openApi(List<String> path) {
        return switch (path.size() == 2 ? path.get(1) : "") {
            case "queue", "queue.yaml" -> QUEUE;
            case "seat", "seat.yaml" -> SEAT;
            case "ticket", "ticket.yaml" -> TICKET;
            default -> PAGES;
        };
    }

    /** Empty for a suspicious path: with empty or relative segments, or with far too many. */
    private static List<String> segments(PathContainer path) {
        List<String> segments = new ArrayList<>(SEGMENTS_MAX);
        boolean afterSeparator = false;
        for (PathContainer.Element element : path.elements()) {
            if (element instanceof PathSegment segment) {
                String value = segment.valueToMatch();
                if (!afterSeparator || value.isEmpty() || value.startsWith(".") || segments.size() == SEGMENTS_MAX) {
                    return List.of();
                }
                segments.add(value);
                afterSeparator = false;
            } else if (afterSeparator) {
                return List.of();
            } else {
                afterSeparator = true;
            }
        }
        return segments;
    }

    private static boolean isUnder(List<String> path, String first, String second) {
        return path.size() >= 2 && path.getFirst().equals(first) && path.get(1).equals(second);
    }
}
