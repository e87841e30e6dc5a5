package io.onsale.ticket.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names devices by the {@code User-Agent} of their sign-in, e.g. "Chrome on Android", so that members recognise their sessions. */
public final class Devices {
    /** Nothing of the text that a client sends is kept, so the name is one of a few dozen. */
    private record Mark(String part, String name) {}

    private static final int READ_MAX = 512; // characters; the telling parts stand in front

    /** In this order: each browser also names those it descends from. */
    private static final List<Mark> BROWSERS = List.of(
            new Mark("SamsungBrowser/", "Samsung Internet"),
            new Mark("Whale/", "Whale"),
            new Mark("KAKAOTALK", "KakaoTalk"),
            new Mark("NAVER(", "Naver"),
            new Mark("Edg", "Edge"),
            new Mark("OPR/", "Opera"),
            new Mark("Firefox/", "Firefox"),
            new Mark("FxiOS/", "Firefox"),
            new Mark("CriOS/", "Chrome"),
            new Mark("Chrome/", "Chrome"),
            new Mark("Safari/", "Safari"),
            new Mark("curl/", "curl"),
            new Mark("Java-http-client", "Java"));

    private static final List<Mark> SYSTEMS = List.of(
            new Mark("Android", "Android"),
            new Mark("iPhone", "iPhone"),
            new Mark("iPad", "iPad"),
            new Mark("Windows", "Windows"),
            new Mark("Mac OS X", "Mac"),
            new Mark("CrOS", "ChromeOS"),
            new Mark("Linux", "Linux"));

    private static final String UNKNOWN = "Unknown device";

    private Devices() {}

    public static String name(@Nullable String userAgent) {
        String text = userAgent == null ? "" : userAgent.substring(0, Math.min(userAgent.length(), READ_MAX));
        String browser = first(BROWSERS, text);
        String system = first(SYSTEMS, text);
        if (browser == null || system == null) {
            return browser != null ? browser : system != null ? system : UNKNOWN;
        }
        return browser + " on " + system;
    }

    private static @Nullable String first(List<Mark> marks, String text) {
        for (Mark mark : marks) {
            if (text.contains(mark.part())) {
                return mark.name();
            }
        }
        return null;
    }
}
