package io.onsale.ticket.session;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a sign-in comes from.
 *
 * @param address of the client; null if unknown
 * @param name what the member recognises it by
 * @param isOwnPage whether it is a page of ours, which renews its access token on its own
 */
public record SigningDevice(@Nullable InetAddress address, String name, boolean isOwnPage) {}
