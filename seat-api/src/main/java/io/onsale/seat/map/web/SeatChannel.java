package io.onsale.seat.map.web;

import io.onsale.seat.map.SeatOutlet;
import io.onsale.service.stream.StreamChannel;
import java.util.concurrent.Executor;

/** An outlet that writes to the stream's connection directly. */
record SeatChannel(StreamChannel channel) implements SeatOutlet {
    @Override
    public Executor loop() {
        return channel.loop();
    }

    @Override
    public boolean isReady() {
        return channel.isReady();
    }

    @Override
    public void write(byte[] frame) {
        channel.write(frame);
    }

    @Override
    public void end() {
        channel.end();
    }
}
