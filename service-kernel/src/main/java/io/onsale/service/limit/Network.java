package io.onsale.service.limit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A range of addresses, e.g. {@code 10.0.0.0/8} or {@code fd00::/8}; without a slash a single address.
 *
 * @param high the first 64 bits of the address; IPv4 as mapped to IPv6 ({@code ::ffff:a.b.c.d})
 * @param low the last 64 bits
 * @param bits how many of the 128 are fixed
 */
public record Network(long high, long low, int bits) {
    private static final long MAPPED = 0x0000_ffff_0000_0000L; // RFC 4291, 2.5.5.2
    private static final int IPV4_AT = 96; // bits before an IPv4 address in its mapped form

    public Network {
        if (bits < 0 || bits > 128) {
            throw new IllegalArgumentException("a network's prefix has 0 to 128 bits");
        }
    }

    /** @throws IllegalArgumentException if it is not an address, or the prefix is too long for it */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int width = address instanceof Inet4Address ? 32 : 128;
        int prefix = slash < 0 ? width : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > width) {
            throw new IllegalArgumentException(text + " is not a network");
        }
        return new Network(high(address), low(address), prefix + (width == 32 ? IPV4_AT : 0));
    }

    /** The networks listed in a setting; blank entries are skipped. */
    public static List<Network> parseAll(List<String> texts) {
        return texts.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Network::parse)
                .toList();
    }

    public boolean contains(InetAddress address) {
        return same(high, high(address), Math.min(bits, 64)) && same(low, low(address), Math.max(bits - 64, 0));
    }

    private static boolean same(long one, long other, int bits) {
        return bits == 0 || (one ^ other) >>> (64 - bits) == 0;
    }

    static long high(InetAddress address) {
        return address instanceof Inet4Address
                ? 0
                : ByteBuffer.wrap(address.getAddress()).getLong();
    }

    static long low(InetAddress address) {
        return address instanceof Inet4Address
                ? MAPPED
                        | Integer.toUnsignedLong(
                                ByteBuffer.wrap(address.getAddress()).getInt())
                : ByteBuffer.wrap(address.getAddress()).getLong(8);
    }
}
