package io.onsale.queue.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.line.DrawnNumbers;
import io.onsale.queue.line.EndOutcome;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.Receipt;
import io.onsale.queue.line.RestoreOutcome;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.progress.Progress.Limits;
import io.onsale.queue.progress.WatchOutcome.NoRoom;
import io.onsale.queue.progress.WatchOutcome.Watching;
import io.onsale.queue.testing.LineOnRedis;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** The limit of streams while Redis is slow: whoever asked meanwhile comes at once. */
class StreamRoomTest {
    private static final int STREAMS_MAX = 2;

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    private final LineOnRedis line = new LineOnRedis(redis.url(), 1_000);
    private final SaleId sale = line.open(0, 100).sale();
    private final Sinks.Empty<Void> answers = Sinks.empty();
    private final Progress progress = new Progress(
            new SlowLine(line.bean(WaitingLine.class), answers.asMono()),
            line.bean(LineReader.class),
            line.bean(DrawnNumbers.class),
            line.bean(Presence.class),
            line.bean(Boards.class),
            new Limits(STREAMS_MAX, true),
            Schedulers.parallel());
    private final List<FanId> fans =
            IntStream.range(0, 6).mapToObj(i -> new FanId("fan" + i)).toList();

    @BeforeEach
    void everybody_joins() {
        fans.forEach(fan ->
                line.bean(WaitingLine.class).join(sale, fan, WaitingLine.NO_KEY).block(LineOnRedis.TIMEOUT));
    }

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void of_those_who_are_let_through_at_once_no_more_stay_than_there_is_room_for() {
        Mono<List<WatchOutcome>> all = Flux.fromIterable(fans)
                .flatMapSequential(fan -> progress.watch(sale, fan, null))
                .collectList()
                .cache();
        all.subscribe();
        answers.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);

        List<FakeOutlet> outlets = Objects.requireNonNull(all.block(LineOnRedis.TIMEOUT)).stream()
                .map(outcome -> begin(((Watching) outcome).watch()))
                .toList();

        assertThat(outlets.stream().filter(outlet -> !outlet.hasEnded())).hasSize(STREAMS_MAX);
        assertThat(outlets.stream().filter(FakeOutlet::hasEnded))
                .hasSize(fans.size() - STREAMS_MAX)
                .allSatisfy(outlet -> assertThat(outlet.text()).contains("event:drain"));
    }

    @Test
    void who_is_found_when_the_room_is_gone_is_refused() {
        Mono<WatchOutcome> late = progress.watch(sale, fans.getLast(), null).cache();
        late.subscribe();
        SaleBoard board = line.bean(Boards.class).of(sale);
        fans.stream().limit(STREAMS_MAX).forEach(fan -> new FakeOutlet().watch(board, fan, 1));
        answers.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);

        assertThat(late.block(LineOnRedis.TIMEOUT)).isInstanceOf(NoRoom.class);
    }

    private static FakeOutlet begin(Watch watch) {
        FakeOutlet outlet = new FakeOutlet();
        watch.opening();
        watch.begin(outlet);
        return outlet;
    }

    /** The line itself, whose answers are held back for a while. */
    private record SlowLine(WaitingLine line, Mono<Void> answers) implements WaitingLine {
        @Override
        public Mono<JoinOutcome> join(SaleId sale, FanId fan, String key) {
            return line.join(sale, fan, key);
        }

        @Override
        public Mono<RestoreOutcome> restore(SaleId sale, FanId fan, Receipt receipt, long number, String key) {
            return line.restore(sale, fan, receipt, number, key);
        }

        @Override
        public Mono<List<FindOutcome>> find(SaleId sale, List<FanId> fans) {
            return line.find(sale, fans).delayUntil(found -> answers);
        }

        @Override
        public Mono<EndOutcome> end(SaleId sale, FanId fan, Ending ending, long joinedAtMs) {
            return line.end(sale, fan, ending, joinedAtMs);
        }
    }
}
