package io.onsale.gatling.load;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** The only target of a crowd: this machine. */
public final class Loopback {
    private Loopback() {}

    /** Returns {@code origin} if it is HTTP to a loopback address, else throws {@link IllegalArgumentException}. */
    public static URI require(URI origin) {
        String host = origin.getHost();
        if (!"http".equals(origin.getScheme()) || host == null || !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "a crowd is only sent to this machine, as http://localhost:8080; not to " + origin);
        }
        return origin;
    }

    private static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
