package io.onsale.service.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.MonoSink;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The connection of a stream: each write goes directly to the socket as another chunk of the response. A chain of operators for each of
 * tens of thousands of streams would need several times as much memory and would buffer events for slow readers. All methods except {@link
 * #loop} must be called on that loop.
 */
public final class StreamChannel {
    /** Makes the channel writable exactly while nothing is waiting to be sent. */
    private static final WriteBufferWaterMark NOTHING_WAITS = new WriteBufferWaterMark(1, 1);

    /**
     * The kernel's send buffer per connection, in bytes: about thirty events. By default it would buffer megabytes for a client that reads
     * nothing.
     */
    private static final int SEND_BUFFER = 8 * 1024;

    private final Channel channel;
    private final MonoSink<Void> answer;
    private final WriteBufferWaterMark before;

    private StreamChannel(Channel channel, MonoSink<Void> answer) {
        this.channel = channel;
        this.answer = answer;
        this.before = channel.config().getWriteBufferWaterMark();
    }

    /** Sets status and headers of a response that is a stream of server-sent events. */
    public static void writeHead(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.OK);
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.TEXT_EVENT_STREAM);
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.set("X-Accel-Buffering", "no"); // nginx passes each event on at once
    }

    /**
     * Takes over the connection of a response whose first chunk has been written.
     *
     * @param answer completing it ends the response
     */
    public static void open(ServerHttpResponse response, MonoSink<Void> answer, Consumer<StreamChannel> then) {
        HttpServerResponse underneath = ServerHttpResponseDecorator.getNativeResponse(response);
        underneath.withConnection(connection -> {
            Channel channel = connection.channel();
            StreamChannel stream = new StreamChannel(channel, answer);
            channel.config().setWriteBufferWaterMark(NOTHING_WAITS);
            channel.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
            channel.read(); // without a pending read a closed connection would go unnoticed
            then.accept(stream);
        });
    }

    /** The event loop of this connection; equal for all connections on the same loop. */
    public Executor loop() {
        return channel.eventLoop();
    }

    /** Whether everything written so far has been taken by the kernel. */
    public boolean isReady() {
        return channel.isWritable();
    }

    public void write(String text) {
        int length = ByteBufUtil.utf8Bytes(text);
        ByteBuf bytes = channel.alloc().buffer(length);
        ByteBufUtil.reserveAndWriteUtf8(bytes, text, length);
        channel.writeAndFlush(new DefaultHttpContent(bytes));
    }

    /** @param bytes must not be modified afterwards: many streams may send the same array */
    public void write(byte[] bytes) {
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)));
    }

    /** Ends the response after everything written so far. */
    public void end() {
        channel.config().setWriteBufferWaterMark(before); // the connection may serve further requests
        answer.success();
    }

    public void cut() {
        channel.close();
    }
}
