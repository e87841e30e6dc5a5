package io.onsale.queue.line.redis;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.line.NumberBlocks.Block;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceListener;
import io.onsale.queue.line.redis.JoinCall.Wish;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.Sales;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One batch of joins, one script call; more of them only when numbers ran out, or the line has to be set up first. */
final class JoinCall implements SharedCalls.Call<Wish, JoinOutcome> {
    private static final Block NO_BLOCK = new Block(0, 0, 0);
    private static final int STEPS_MAX =
            16; // an opening, a block; again whenever others used a whole block up meanwhile

    /** One fan's wish. */
    record Wish(FanId fan, String key) {}

    private final SaleId sale;
    private final List<String> keys;
    private final Scripts scripts;
    private final NumberBlocks blocks;
    private final Sales sales;
    private final LineControl control;
    private final PlaceListener listener;

    JoinCall(
            SaleId sale,
            Scripts scripts,
            NumberBlocks blocks,
            Sales sales,
            LineControl control,
            PlaceListener listener) {
        this.sale = sale;
        this.keys = keys(LineKeys.of(sale));
        this.scripts = scripts;
        this.blocks = blocks;
        this.sales = sales;
        this.control = control;
        this.listener = listener;
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

    @Override
    public Mono<List<JoinOutcome>> make(List<Wish> wishes) {
        return join(wishes, NO_BLOCK, STEPS_MAX);
    }

    private Mono<List<JoinOutcome>> join(List<Wish> wishes, Block block, int steps) {
        if (steps == 0) {
            return Mono.error(new Unavailable("the line"));
        }
        return scripts.run(Joins.JOIN, keys, arguments(wishes, block)).flatMap(reply -> switch (reply.name()) {
            case DONE -> settle(wishes, reply, steps);
            case NEW_SERVER, UNKNOWN -> openThenJoin(wishes, steps);
        });
    }

    private static List<String> arguments(List<Wish> wishes, Block block) {
        List<String> arguments = new ArrayList<>(2 + 2 * wishes.size());
        arguments.add(Long.toString(block.first()));
        arguments.add(Long.toString(block.last()));
        for (Wish wish : wishes) {
            arguments.add(wish.fan().value());
            arguments.add(wish.key());
        }
        return arguments;
    }

    private Mono<List<JoinOutcome>> openThenJoin(List<Wish> wishes, int steps) {
        return sales.find(sale)
                .flatMap(policy -> control.open(policy).then(join(wishes, NO_BLOCK, steps - 1)))
                .defaultIfEmpty(Collections.nCopies(wishes.size(), new JoinOutcome.UnknownSale()));
    }

    /** Takes what is decided; those for whom there was no number are asked for again, with a new block. */
    private Mono<List<JoinOutcome>> settle(List<Wish> wishes, LuaReply<Joins.Join> reply, int steps) {
        List<@Nullable JoinOutcome> outcomes = new ArrayList<>(wishes.size());
        List<Wish> numberless = new ArrayList<>(0);
        for (int i = 0; i < wishes.size(); i++) {
            JoinOutcome outcome = outcome(reply, reply.text(3 + i));
            outcomes.add(outcome);
            if (outcome == null) {
                numberless.add(wishes.get(i));
            }
        }
        if (numberless.isEmpty()) {
            return Mono.just(filled(outcomes, List.of()));
        }
        tell(wishes, outcomes);
        int stepsLeft = numberless.size() < wishes.size() ? STEPS_MAX : steps - 1; // it goes forward
        return blocks.next(sale)
                .flatMap(block -> join(numberless, block, stepsLeft))
                .map(late -> filled(outcomes, late));
    }

    /** Now, not when all of the batch have their numbers: a fan may be called meanwhile. */
    private void tell(List<Wish> wishes, List<@Nullable JoinOutcome> outcomes) {
        for (int i = 0; i < wishes.size(); i++) {
            FanId fan = wishes.get(i).fan();
            if (outcomes.get(i) instanceof JoinOutcome.Joined joined) {
                listener.placed(sale, fan, joined.place(), joined.ahead());
            } else if (outcomes.get(i) instanceof JoinOutcome.Present present) {
                listener.placed(sale, fan, present.place(), present.ahead());
            }
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

    /** Reads {@code WORD} or {@code WORD ahead place}; null: there was no number left. */
    private static @Nullable JoinOutcome outcome(LuaReply<Joins.Join> reply, String answer) {
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
