package io.onsale.service.web;

import io.netty.channel.ChannelOption;
import io.onsale.service.connection.Connections;
import io.onsale.service.limit.ClientAddresses;
import java.time.Clock;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import reactor.netty.http.server.HttpServer;

/** Sets the limits of HTTP connections. Without them Reactor Netty waits forever for the rest of a request and for the next one. */
@Order(Ordered.LOWEST_PRECEDENCE) // the decoder's limits are set as a whole; the last customizer wins
final class HttpLimits implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
    private final HttpSettings settings;
    private final ClientAddresses addresses;
    private final Clock clock;
    private final CrossOrigin crossOrigin;

    HttpLimits(HttpSettings settings, ClientAddresses addresses, Clock clock, CrossOrigin crossOrigin) {
        this.settings = settings;
        this.addresses = addresses;
        this.clock = clock;
        this.crossOrigin = crossOrigin;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> HttpCodec.on(limited(server), clock, crossOrigin));
    }

    private HttpServer limited(HttpServer server) {
        return Connections.limit(server, settings.connections(addresses::isTrusted))
                .option(ChannelOption.SO_BACKLOG, settings.backlog())
                .httpRequestDecoder(decoder -> decoder.maxInitialLineLength(
                                bytes(settings.requestLineMax().toBytes()))
                        .maxHeaderSize(bytes(settings.headersMax().toBytes())));
    }

    private static int bytes(long size) {
        return Math.toIntExact(size);
    }
}
