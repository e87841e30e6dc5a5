package io.onsale.service.connection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Limits what connections cost a server. Counts are per process, because its memory and its open files are what runs out. */
public final class Connections {
    private static final String ANSWERS = "onsale.answers";
    private static final String REQUESTS = "onsale.requests";

    /** Bytes. A client that reads nothing keeps this much in memory, besides the kernel's own buffer. */
    static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(16 * 1024, 32 * 1024);

    private Connections() {}

    /** The server with {@code limits} applied. */
    public static HttpServer limit(HttpServer server, ConnectionLimits limits) {
        return server.childOption(ChannelOption.SO_SNDBUF, limits.sendBuffer())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .doOnChannelInit((observer, channel, remote) -> guard(channel, limits));
    }

    private static void guard(Channel channel, ConnectionLimits limits) {
        AnswerFlow answers = new AnswerFlow(channel, limits, AnswerMemory.ofProcess(), System::nanoTime);
        RequestFlow requests = new RequestFlow(channel, limits, answers, OpenConnections.ofProcess(), System::nanoTime);
        answers.follow(requests);
        channel.pipeline()
                .addBefore(NettyPipeline.HttpCodec, ANSWERS, answers)
                .addAfter(NettyPipeline.HttpCodec, REQUESTS, requests);
    }

    /** Registers the metrics of connections of this process. */
    public static void bindTo(MeterRegistry meters) {
        Gauge.builder("onsale.http.connections", OpenConnections.ofProcess(), OpenConnections::size)
                .description("open connections to servers of this process")
                .register(meters);
        AnswerMemory.ofProcess().bindTo(meters);
        CloseReason.bindTo(meters);
    }
}
