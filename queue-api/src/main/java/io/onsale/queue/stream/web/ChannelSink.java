package io.onsale.queue.stream.web;

import io.onsale.queue.stream.StreamSink;
import io.onsale.service.stream.StreamChannel;
import java.util.concurrent.Executor;

/** An outlet that is the stream's connection itself. */
record ChannelSink(StreamChannel channel) implements StreamSink {
    @Override
    public Executor loop() {
        return channel.loop();
    }

    @Override
    public boolean isReady() {
        return channel.isReady();
    }

    @Override
    public void write(String text) {
        channel.write(text);
    }

    @Override
    public void end() {
        channel.end();
    }

    @Override
    public void cut() {
        channel.cut();
    }
}
