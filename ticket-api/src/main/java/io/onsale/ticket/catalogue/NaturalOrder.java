package io.onsale.ticket.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order in which people count: 2 before 10, and row Z before row AA. The pages have the same one, {@code natural.ts}. */
final class NaturalOrder implements Comparator<String> {
    private static final Pattern PART = Pattern.compile("[0-9]+|[A-Za-z]+|[^0-9A-Za-z]+");
    private static final int ROW_LETTERS_MAX = 2; // longer ones are words, which are sorted as words are

    @Override
    public int compare(String a, String b) {
        List<String> left = parts(a);
        List<String> right = parts(b);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = compareParts(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(left.size(), right.size());
        return order != 0 ? order : a.compareTo(b);
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(text);
        while (matcher.find()) {
            parts.add(matcher.group());
        }
        return parts;
    }

    private static int compareParts(String a, String b) {
        int kind = Integer.compare(kind(a), kind(b));
        if (kind != 0) {
            return kind;
        }
        String left = plain(a);
        String right = plain(b);
        boolean isByLength = kind(a) < 2;
        return isByLength && left.length() != right.length()
                ? Integer.compare(left.length(), right.length())
                : left.compareTo(right);
    }

    /** 0 a number, 1 the letters of a row, 2 a word or anything else. */
    private static int kind(String part) {
        char first = part.charAt(0);
        if (first >= '0' && first <= '9') {
            return 0;
        }
        boolean isLetter = (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
        return isLetter && part.length() <= ROW_LETTERS_MAX ? 1 : 2;
    }

    /** Numbers without leading zeros, so that the longer one is the larger one. */
    private static String plain(String part) {
        return kind(part) == 0 ? part.replaceFirst("^0+(?=[0-9])", "") : part.toLowerCase(Locale.ROOT);
    }
}
