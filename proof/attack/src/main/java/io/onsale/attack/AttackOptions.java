package io.onsale.attack;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the attack was asked for. Each number has a limit, and so has the time: an attack ends on its own.
 *
 * @param status the file that says where everything runs
 * @param slowReaders connections that ask for a plan of 30,000 seats and read nothing
 * @param wrongSignIns per second, each for another account
 * @param streams seat-map streams without a token
 * @param halfHeads connections that send a byte of their headers every ten seconds
 * @param attack how long it lasts
 * @param apart how long honest fans are measured before it, and after it
 * @param addresses from how many addresses it comes: 127.0.0.2 and following; 0: from 127.0.0.1, like the fans
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

    AttackOptions {
        requireWithin("--slow-readers", slowReaders, 0, SOCKETS_MAX);
        requireWithin("--wrong-sign-ins", wrongSignIns, 0, SIGN_INS_MAX);
        requireWithin("--anonymous-streams", streams, 0, SOCKETS_MAX);
        requireWithin("--half-sent-headers", halfHeads, 0, SOCKETS_MAX);
        requireWithin("--seconds", (int) attack.toSeconds(), 1, SECONDS_MAX);
        requireWithin("--apart", (int) apart.toSeconds(), 1, SECONDS_MAX);
        requireWithin("--addresses", addresses, 0, ADDRESSES_MAX);
        require(
                slowReaders + wrongSignIns + streams + halfHeads > 0,
                "Give at least one of --slow-readers, --wrong-sign-ins, --anonymous-streams and --half-sent-headers");
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
