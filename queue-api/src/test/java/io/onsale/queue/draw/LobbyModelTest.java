package io.onsale.queue.draw;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.testing.LobbyModel;
import java.util.Map;
import java.util.TreeMap;

class LobbyModelTest extends LobbyContract {
    private final LobbyModel model = new LobbyModel();

    @Override
    protected Lobby lobby() {
        return model;
    }

    @Override
    protected void open() {
        model.open();
    }

    @Override
    protected void register(Registered fan) {
        model.register(fan);
    }

    @Override
    protected void leave(FanId fan) {
        model.leave(fan);
    }

    @Override
    protected void fix(long registrations) {
        model.fix(registrations);
    }

    @Override
    protected Map<Long, String> line() {
        Map<Long, String> line = new TreeMap<>();
        model.line().forEach((number, fan) -> line.put(number, fan.value()));
        return line;
    }
}
