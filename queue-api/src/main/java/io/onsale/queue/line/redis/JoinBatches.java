package io.onsale.queue.line.redis;

import com.github.benmanes.caffeine.cache.LoadingCache;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.line.NumberBlocks.Block;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceListener;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.Sales;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Joins fans in batches, one script per batch and sale; more scripts run only if numbers are used up, or the line has to be set up first. */
final class JoinBatches {
    private enum Join {
        DONE,
        NEW_SERVER,
        UNKNOWN
    }

    private static final LuaScript<Join> JOIN = LuaScript.load("join_line", Join.class);
    private static final int JOINS_MAX = 256; // per batch: some 2 ms of Redis time
    private static final Block NO_BLOCK = new Block(0, 0, 0);
    private static final int STEPS_MAX =
            16; // setting up the line, a new block; again if other nodes use up a whole block meanwhile

    /** One fan's request to join. */
    record Request(FanId fan, String key) {}

    private final Scripts scripts;
    private final NumberBlocks blocks;
    private final Sales sales;
    private final LineControl control;
    private final PlaceListener listener;
    private final LoadingCache<SaleId, Batcher<Request, JoinOutcome>> batchers =
            Batcher.bySale(JOINS_MAX, sale -> requests -> join(sale, requests));

    JoinBatches(Scripts scripts, NumberBlocks blocks, Sales sales, LineControl control, PlaceListener listener) {
        this.scripts = scripts;
        this.blocks = blocks;
        this.sales = sales;
        this.control = control;
        this.listener = listener;
    }

    Mono<JoinOutcome> join(SaleId sale, FanId fan, String key) {
        return batchers.get(sale).add(new Request(fan, key));
    }

    /** Joins all of {@code requests}; as many outcomes, in their order. */
    Mono<List<JoinOutcome>> join(SaleId sale, List<Request> requests) {
        return join(sale, keys(LineKeys.of(sale)), requests, NO_BLOCK, STEPS_MAX);
    }

    private static List<String> keys(LineKeys keys) {
        return List.of(
                keys.control(),
                keys.places(),
                keys.line(),
                keys.ready(),
                keys.inside(),
                keys.lobby(),
                keys.absent(),
                keys.log(),
                keys.joins());
    }

    private Mono<List<JoinOutcome>> join(
            SaleId sale, List<String> keys, List<Request> requests, Block block, int steps) {
        if (steps == 0) {
            return Mono.error(new Unavailable("the line"));
        }
        return scripts.run(JOIN, keys, arguments(requests, block)).flatMap(reply -> switch (reply.name()) {
            case DONE -> settle(sale, keys, requests, reply, steps);
            case NEW_SERVER, UNKNOWN -> openThenJoin(sale, keys, requests, steps);
        });
    }

    private static List<String> arguments(List<Request> requests, Block block) {
        List<String> arguments = new ArrayList<>(2 + 2 * requests.size());
        arguments.add(Long.toString(block.first()));
        arguments.add(Long.toString(block.last()));
        for (Request request : requests) {
            arguments.add(request.fan().value());
            arguments.add(request.key());
        }
        return arguments;
    }

    private Mono<List<JoinOutcome>> openThenJoin(SaleId sale, List<String> keys, List<Request> requests, int steps) {
        return sales.find(sale)
                .flatMap(policy -> control.open(policy).then(join(sale, keys, requests, NO_BLOCK, steps - 1)))
                .defaultIfEmpty(Collections.nCopies(requests.size(), new JoinOutcome.UnknownSale()));
    }

    /** Collects the decided outcomes, and runs the script again with a new block for fans who got no number. */
    private Mono<List<JoinOutcome>> settle(
            SaleId sale, List<String> keys, List<Request> requests, LuaReply<Join> reply, int steps) {
        List<@Nullable JoinOutcome> outcomes = new ArrayList<>(requests.size());
        List<Request> withoutNumber = new ArrayList<>(0);
        for (int i = 0; i < requests.size(); i++) {
            Request request = requests.get(i);
            JoinOutcome outcome = outcome(reply, reply.text(3 + i));
            outcomes.add(outcome);
            if (outcome == null) {
                withoutNumber.add(request);
            } else {
                notifyListener(sale, request.fan(), outcome);
            }
        }
        if (withoutNumber.isEmpty()) {
            return Mono.just(filled(outcomes, List.of()));
        }
        int stepsLeft = withoutNumber.size() < requests.size() ? STEPS_MAX : steps - 1; // there is progress
        return blocks.next(sale)
                .flatMap(block -> join(sale, keys, withoutNumber, block, stepsLeft))
                .map(late -> filled(outcomes, late));
    }

    /** Called at once, not when the whole batch has its numbers, because a fan may be called meanwhile. */
    private void notifyListener(SaleId sale, FanId fan, JoinOutcome outcome) {
        if (outcome instanceof JoinOutcome.Joined joined) {
            listener.placed(sale, fan, joined.place(), joined.ahead());
        } else if (outcome instanceof JoinOutcome.Present present) {
            listener.placed(sale, fan, present.place(), present.ahead());
        }
    }

    private static List<JoinOutcome> filled(List<@Nullable JoinOutcome> outcomes, List<JoinOutcome> late) {
        List<JoinOutcome> filled = new ArrayList<>(outcomes.size());
        int next = 0;
        for (JoinOutcome outcome : outcomes) {
            filled.add(outcome != null ? outcome : late.get(next++));
        }
        return filled;
    }

    /** Reads {@code WORD} or {@code WORD ahead place}; null if no number was left. */
    private static @Nullable JoinOutcome outcome(LuaReply<Join> reply, String answer) {
        return switch (answer) {
            case "EARLY" -> new JoinOutcome.NotOpen(Instant.ofEpochMilli(reply.number(1)));
            case "CLOSED" -> new JoinOutcome.Closed(reply.text(2));
            case "REUSED" -> new JoinOutcome.KeyReused();
            case "BLOCK" -> null;
            default -> placed(answer);
        };
    }

    private static JoinOutcome placed(String answer) {
        int end = answer.indexOf(' ', 4);
        long ahead = Long.parseLong(answer, 4, end, 10);
        Place place = Place.parse(answer.substring(end + 1));
        return answer.startsWith("NEW ") ? new JoinOutcome.Joined(place, ahead) : new JoinOutcome.Present(place, ahead);
    }
}
