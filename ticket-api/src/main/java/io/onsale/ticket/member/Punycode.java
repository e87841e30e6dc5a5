package io.onsale.ticket.member;

import java.util.Arrays;
import java.util.Optional;

/**
 * RFC 3492, for the labels of domain names. Not {@code java.net.IDN}, which implements IDNA 2003 and maps {@code faß.de} to {@code fass.de},
 * two different domains since IDNA 2008.
 */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int BIAS = 72;
    private static final int N = 0x80;
    private static final int POINT_MAX = 0x10FFFF;
    private static final int LENGTH_MAX = 63; // of a label, RFC 1035; keeps all sums below far from overflow

    private Punycode() {}

    /** The label without its {@code xn--}; empty if it would be too long for a domain name. */
    static Optional<String> encode(String label) {
        int[] points = label.codePoints().toArray();
        if (points.length > LENGTH_MAX) {
            return Optional.empty();
        }
        StringBuilder out = new StringBuilder();
        for (int point : points) {
            if (point < N) {
                out.append((char) point);
            }
        }
        int basic = out.length();
        if (basic > 0) {
            out.append('-');
        }
        int n = N;
        int delta = 0;
        int bias = BIAS;
        int handled = basic;
        while (handled < points.length) {
            int next = smallest(points, n);
            delta += (next - n) * (handled + 1);
            n = next;
            for (int point : points) {
                if (point < n) {
                    delta++;
                } else if (point == n) {
                    append(out, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
        return out.length() <= LENGTH_MAX ? Optional.of(out.toString()) : Optional.empty();
    }

    /** The smallest of {@code points} that is not below {@code min}. */
    private static int smallest(int[] points, int min) {
        return Arrays.stream(points).filter(point -> point >= min).min().orElseThrow();
    }

    private static void append(StringBuilder out, int delta, int bias) {
        int q = delta;
        for (int k = BASE; ; k += BASE) {
            int t = Math.clamp((long) k - bias, T_MIN, T_MAX);
            if (q < t) {
                out.append(digit(q));
                return;
            }
            out.append(digit(t + (q - t) % (BASE - t)));
            q = (q - t) / (BASE - t);
        }
    }

    /** Decodes {@code text}, a label without its {@code xn--}; empty if it is not valid. */
    static Optional<String> decode(String text) {
        if (text.length() > LENGTH_MAX || text.chars().anyMatch(c -> c >= N)) {
            return Optional.empty();
        }
        int dash = text.lastIndexOf('-');
        StringBuilder out = new StringBuilder(text.substring(0, Math.max(0, dash)));
        int length = out.length();
        long n = N;
        long i = 0;
        int bias = BIAS;
        int at = dash + 1;
        while (at < text.length()) {
            long before = i;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int value = at < text.length() ? value(text.charAt(at++)) : -1;
                if (value < 0 || weight > Integer.MAX_VALUE) {
                    return Optional.empty();
                }
                i += value * weight;
                int t = Math.clamp((long) k - bias, T_MIN, T_MAX);
                if (value < t) {
                    break;
                }
                weight *= BASE - t;
            }
            length++;
            n += i / length;
            if (n > POINT_MAX || n >= Character.MIN_SURROGATE && n <= Character.MAX_SURROGATE) {
                return Optional.empty();
            }
            bias = adapt(i - before, length, before == 0);
            i %= length;
            out.insert(out.offsetByCodePoints(0, (int) i), Character.toString((int) n));
            i++;
        }
        return Optional.of(out.toString());
    }

    private static int adapt(long delta, int points, boolean first) {
        long left = first ? delta / DAMP : delta / 2;
        left += left / points;
        int k = 0;
        for (; left > (BASE - T_MIN) * T_MAX / 2; k += BASE) {
            left /= BASE - T_MIN;
        }
        return (int) (k + (BASE - T_MIN + 1) * left / (left + SKEW));
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int value(char digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0' + 26;
        }
        char lower = Character.toLowerCase(digit);
        return lower >= 'a' && lower <= 'z' ? lower - 'a' : -1;
    }
}
