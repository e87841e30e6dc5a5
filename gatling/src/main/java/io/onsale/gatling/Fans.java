package io.onsale.gatling;

import io.onsale.gatling.load.Load;
import io.onsale.gatling.steps.Journey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The fans of a story: each has an access token made beforehand, and a random generator derived from the seed. */
final class Fans {
    private Fans() {}

    /** One map per fan of {@code load}, in order. */
    static Iterator<Map<String, Object>> of(Load load) {
        List<String> tokens = read(load);
        SplittableRandom random = new SplittableRandom(load.seed());
        return IntStream.range(0, load.fans())
                .mapToObj(i -> Map.<String, Object>of(Journey.TOKEN, tokens.get(i), Journey.DICE, random.split()))
                .iterator();
    }

    private static List<String> read(Load load) {
        try (Stream<String> lines = Files.lines(load.tokens())) {
            List<String> tokens =
                    lines.filter(line -> !line.isBlank()).limit(load.fans()).toList();
            if (tokens.size() < load.fans()) {
                throw new IllegalArgumentException(load.tokens() + " has " + tokens.size() + " access tokens, but "
                        + load.fans() + " fans need one");
            }
            return tokens;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + load.tokens(), e);
        }
    }
}
