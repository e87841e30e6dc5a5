package io.onsale.service.limit;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** The key under which an address is counted. */
public final class AddressKey {
    private static final long UNKNOWN = -1; // no client has this key: it is a multicast address

    private AddressKey() {}

    /** IPv6 by its first 64 bits: the rest is assigned within one household, which can use a new address for each request. */
    public static long of(@Nullable InetAddress client) {
        if (client == null) {
            return UNKNOWN;
        }
        return client instanceof Inet4Address ? Network.low(client) : Network.high(client);
    }
}
