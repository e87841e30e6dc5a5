package io.onsale.gatling.attack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the attack was asked for. Each number has a limit, and so has the time: it ends on its own.
 *
 * @param status the file that tells where everything runs
 * @param slowReaders connections that ask for a plan of 30,000 seats and read nothing
 * @param wrongSignIns in a second, each for another account
 * @param streams seat-map streams without a token
 * @param halfHeads connections that send a byte of their headers every ten seconds
 * @param attack how long it goes on
 * @param apart how long the fans are measured before and after it
 * @param addresses from how many addresses it comes: 127.0.0.2 and following; 0: from 127.0.0.1, as the fans
 */
record AttackOptions(
        Path status,
        int slowReaders,
        int wrongSignIns,
        int streams,
        int halfHeads,
        Duration attack,
        Duration apart,
        int addresses) {
    private static final int SOCKETS_MAX = 20_000; // of each kind
    private static final int SIGN_INS_MAX = 1_000;
    private static final int SECONDS_MAX = 120;
    private static final int ADDRESSES_MAX = 200;
    static final String USAGE = """
            ./onsale attack [--slow-readers N] [--wrong-sign-ins N] [--anonymous-streams N] [--half-sent-headers N]
                            [--seconds S] [--apart S] [--addresses N]
              --slow-readers N       connections that ask for a large plan and read nothing (at most %1$d)
              --wrong-sign-ins N     wrong sign-ins a second (at most %2$d)
              --anonymous-streams N  seat-map streams without a token (at most %1$d)
              --half-sent-headers N  connections that never end their headers (at most %1$d)
              --seconds S            how long it goes on (1 to %3$d; 30)
              --apart S              how long honest fans are measured before and after (1 to %3$d; 10)
              --addresses N          it comes from 127.0.0.2 and following, so many (at most %4$d); else from 127.0.0.1
            """.formatted(SOCKETS_MAX, SIGN_INS_MAX, SECONDS_MAX, ADDRESSES_MAX);

    AttackOptions {
        requireWithin("--slow-readers", slowReaders, 0, SOCKETS_MAX);
        requireWithin("--wrong-sign-ins", wrongSignIns, 0, SIGN_INS_MAX);
        requireWithin("--anonymous-streams", streams, 0, SOCKETS_MAX);
        requireWithin("--half-sent-headers", halfHeads, 0, SOCKETS_MAX);
        requireWithin("--seconds", (int) attack.toSeconds(), 1, SECONDS_MAX);
        requireWithin("--apart", (int) apart.toSeconds(), 1, SECONDS_MAX);
        requireWithin("--addresses", addresses, 0, ADDRESSES_MAX);
        require(slowReaders + wrongSignIns + streams + halfHeads > 0, "say what to attack with");
    }

    static AttackOptions parse(List<String> arguments) {
        Path status = null;
        int slowReaders = 0;
        int wrongSignIns = 0;
        int streams = 0;
        int halfHeads = 0;
        int seconds = 30;
        int apart = 10;
        int addresses = 0;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            switch (name) {
                case "--status" -> status = Path.of(value(name, rest));
                case "--slow-readers" -> slowReaders = number(name, rest);
                case "--wrong-sign-ins" -> wrongSignIns = number(name, rest);
                case "--anonymous-streams" -> streams = number(name, rest);
                case "--half-sent-headers" -> halfHeads = number(name, rest);
                case "--seconds" -> seconds = number(name, rest);
                case "--apart" -> apart = number(name, rest);
                case "--addresses" -> addresses = number(name, rest);
                default -> throw new IllegalArgumentException("what is " + name + "?");
            }
        }
        return new AttackOptions(
                given(status),
                slowReaders,
                wrongSignIns,
                streams,
                halfHeads,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(apart),
                addresses);
    }

    private static Path given(@Nullable Path status) {
        if (status == null) {
            throw new IllegalArgumentException("--status is missing: the attack needs a running shop");
        }
        return status;
    }

    private static String value(String name, Iterator<String> rest) {
        require(rest.hasNext(), name + " needs a value");
        return rest.next();
    }

    private static int number(String name, Iterator<String> rest) {
        String value = value(name, rest);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a whole number, not '" + value + "'", e);
        }
    }

    private static void requireWithin(String name, int value, int least, int most) {
        require(value >= least && value <= most, name + " is " + least + " to " + most);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
