package io.onsale.service.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A connection without a network. The test advances the time and lets the client read. */
final class TestChannel extends EmbeddedChannel {
    final MockTicker ticker;
    private final AnswerFlow answers;
    private final List<String> requests = new ArrayList<>();
    private long room; // bytes that the client still reads
    private long sent;

    private TestChannel(
            EmbeddedChannel.Builder builder, MockTicker ticker, ConnectionLimits limits, AnswerMemory memory) {
        super(builder.ticker(ticker).register(false));
        this.ticker = ticker;
        this.answers = new AnswerFlow(this, limits, memory, ticker::nanoTime);
        RequestFlow flow = new RequestFlow(this, limits, answers, new OpenConnections(), ticker::nanoTime);
        answers.follow(flow);
        config().setWriteBufferWaterMark(Connections.WATER_MARKS);
        pipeline().addLast(new ChannelInitializer<TestChannel>() {
            @Override
            protected void initChannel(TestChannel wire) {
                wire.pipeline().addLast(answers, new HttpServerCodec(), flow);
            }
        });
    }

    static TestChannel open(ConnectionLimits limits, AnswerMemory memory) throws Exception {
        TestChannel wire = new TestChannel(EmbeddedChannel.builder(), Ticker.newMockTicker(), limits, memory);
        wire.register();
        return wire;
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) {
        while (room > 0 && out.current() instanceof ByteBuf bytes) {
            long taken = Math.min(room, bytes.readableBytes());
            room -= taken;
            sent += taken;
            out.progress(taken);
            bytes.skipBytes((int) taken);
            if (bytes.isReadable()) {
                return;
            }
            out.remove();
        }
    }

    /** The client reads this many more bytes. */
    void read(long bytes) {
        room += bytes;
        unsafe().flush(); // as when a socket becomes writable
        runPendingTasks();
    }

    void send(String text) {
        writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        for (Object message = readInbound(); message != null; message = readInbound()) {
            if (message instanceof HttpRequest request) {
                requests.add(request.uri());
            }
            ReferenceCountUtil.release(message);
        }
    }

    /** The requests passed on since the last call. */
    List<String> requests() {
        runPendingTasks();
        send("");
        List<String> seen = List.copyOf(requests);
        requests.clear();
        return seen;
    }

    void answer(ByteBuf body) {
        DefaultFullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        writeOutbound((HttpObject) answer);
    }

    void pass(Duration time) {
        ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        runScheduledPendingTasks();
        runPendingTasks();
    }

    long sent() {
        return sent;
    }

    /** Bytes waiting in the connection's own buffer. */
    long buffered() {
        ChannelOutboundBuffer out = unsafe().outboundBuffer();
        return out == null ? 0 : out.totalPendingWriteBytes();
    }
}
