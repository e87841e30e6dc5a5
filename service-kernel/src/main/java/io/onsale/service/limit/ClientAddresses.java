package io.onsale.service.limit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Determines the client address of a request: the peer's, unless the peer is a trusted proxy. Then it is the last address in the header
 * that is not itself a trusted proxy. Everything before that was written by the client and is ignored.
 */
public final class ClientAddresses {
    /**
     * The header to which the proxies append the address of their peer. Only this one is read: some proxies pass the other one on
     * unchanged.
     */
    public enum Header {
        /** A list of addresses, separated by commas. */
        X_FORWARDED_FOR("X-Forwarded-For"),
        /** RFC 7239: {@code for=192.0.2.1;proto=https, for="[2001:db8::1]:4711"}. */
        FORWARDED("Forwarded");

        private final String text;

        Header(String text) {
            this.text = text;
        }
    }

    private static final int HOPS_MAX = 16; // addresses read, because a client may make the header long

    private final List<Network> trusted;
    private final Header header;

    public ClientAddresses(List<Network> trusted, Header header) {
        this.trusted = List.copyOf(trusted);
        this.header = header;
    }

    /**
     * The client's address; null if it is unknown.
     *
     * @param peer the other end of the connection
     * @param headers the values of a header by its name
     */
    public @Nullable InetAddress client(@Nullable InetSocketAddress peer, Function<String, List<String>> headers) {
        InetAddress address = peer == null ? null : peer.getAddress();
        if (address == null || trusted.isEmpty() || !isTrusted(address)) {
            return address;
        }
        return behind(address, String.join(",", headers.apply(header.text)));
    }

    private InetAddress behind(InetAddress proxy, String forwarded) {
        String[] hops = forwarded.split(",", -1);
        InetAddress last = proxy;
        for (int i = hops.length - 1; i >= Math.max(0, hops.length - HOPS_MAX) && isTrusted(last); i--) {
            InetAddress hop = address(header == Header.FORWARDED ? forParameter(hops[i]) : hops[i]);
            if (hop == null) {
                return last;
            }
            last = hop;
        }
        return last;
    }

    /** Whether {@code address} is a trusted proxy. */
    public boolean isTrusted(InetAddress address) {
        for (Network network : trusted) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static String forParameter(String element) {
        for (String pair : element.split(";", -1)) {
            String trimmed = pair.strip();
            if (trimmed.toLowerCase(Locale.ROOT).startsWith("for=")) {
                return trimmed.substring(4).replace("\"", "");
            }
        }
        return "";
    }

    /** Parses an address with or without a port. Null for anything else, e.g. {@code unknown} or a name: names are not resolved. */
    private static @Nullable InetAddress address(String text) {
        String bare = text.strip();
        if (bare.startsWith("[")) {
            bare = bare.substring(1, Math.max(1, bare.indexOf(']')));
        } else if (bare.indexOf(':') >= 0 && bare.indexOf(':') == bare.lastIndexOf(':')) {
            bare = bare.substring(0, bare.indexOf(':'));
        }
        try {
            return bare.isEmpty() ? null : InetAddress.ofLiteral(bare);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
