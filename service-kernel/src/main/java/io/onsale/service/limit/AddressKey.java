package io.onsale.service.limit;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What an address is counted by. */
public final class AddressKey {
    private static final long UNKNOWN = -1; // no address has this key: it is in a range for multicast

    private AddressKey() {}

    /** IPv6 by its first 64 bits: the rest belongs to one household, which may take a new one for each request. */
    public static long of(@Nullable InetAddress client) {
        if (client == null) {
            return UNKNOWN;
        }
        return client instanceof Inet4Address ? Network.low(client) : Network.high(client);
    }
}
