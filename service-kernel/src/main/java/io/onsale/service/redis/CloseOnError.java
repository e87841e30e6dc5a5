package io.onsale.service.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Closes a connection to Redis on which an error was thrown, for example because memory ran out while reading. On its own Lettuce fails the
 * oldest waiting command and reads on (CommandHandler.exceptionCaught, 7.5), so that from then on each caller gets the answer of the next.
 */
final class CloseOnError implements NettyCustomizer {
    @ChannelHandler.Sharable
    private static final class Handler extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext connection, Throwable error) {
            connection.close();
            connection.fireExceptionCaught(error);
        }
    }

    private final Handler handler = new Handler();

    @Override
    public void afterChannelInitialized(Channel channel) {
        channel.pipeline().addFirst(handler);
    }
}
