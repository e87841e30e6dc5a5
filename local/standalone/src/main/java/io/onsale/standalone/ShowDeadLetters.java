package io.onsale.standalone;

import io.onsale.service.kafka.BuriedRecords;
import io.onsale.service.kafka.BuriedRecords.Fate;
import io.onsale.service.kafka.DeadLetter;
import io.onsale.standalone.status.Status;
import io.onsale.standalone.status.StatusFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code dead-letters [--replay] [--kafka HOST:PORT] [--topic-prefix P]}: the records that could not be applied, and the way to put them
 * back after their cause is mended. Without {@code --kafka}, of the Onsale that runs from this home.
 */
final class ShowDeadLetters {
    private ShowDeadLetters() {}

    /**
     * @param arguments what follows the command
     * @return 1: Kafka does not answer, or refuses
     */
    static int run(List<String> arguments, PrintStream out) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        boolean replay = false;
        String kafka = null;
        String prefix = "";
        Path home = Path.of(".onsale");
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case "--replay" -> replay = true;
                case "--kafka" -> kafka = value(option, rest);
                case "--topic-prefix" -> prefix = value(option, rest);
                case "--home" -> home = Path.of(value(option, rest));
                default -> throw new UsageException("Unknown option: " + option);
            }
        }
        String address = kafka == null ? runningKafka(home) : kafka;
        try {
            show(new BuriedRecords(address, prefix), replay, out);
            return 0;
        } catch (TimeoutException e) {
            out.println("Kafka at " + address + " does not answer. What was put back is shown above; try again.");
            return 1;
        } catch (KafkaException e) {
            out.println("Kafka at " + address + ": " + innermost(e));
            return 1;
        }
    }

    private static void show(BuriedRecords buried, boolean replay, PrintStream out) {
        BuriedRecords.Visitor print = (topic, offset, letter, fate) -> out.println(line(topic, offset, letter, fate));
        int count = replay ? buried.replay(print) : buried.list(print);
        out.println(
                count == 0 ? "No dead letters" : count + (replay ? " handled" : " waiting; --replay puts them back"));
    }

    private static @Nullable String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    private static String line(String topic, long offset, @Nullable DeadLetter letter, Fate fate) {
        String what = switch (fate) {
            case WAITING -> "waiting";
            case PUT_BACK -> "put back";
            case LOST -> "lost: its value is not kept any more";
        };
        return letter == null
                ? "%s@%d  %s".formatted(topic, offset, what)
                : "%s@%d  %s  %s-%d@%d  %s  %s  %s"
                        .formatted(
                                topic,
                                offset,
                                letter.at(),
                                letter.topic(),
                                letter.partition(),
                                letter.offset(),
                                letter.group(),
                                what,
                                letter.cause().lines().findFirst().orElse(""));
    }

    private static String runningKafka(Path home) {
        return new StatusFile(Home.at(home).status())
                .find()
                .map(Status::kafka)
                .orElseThrow(() -> new UsageException("Onsale is not running here: say --kafka HOST:PORT"));
    }

    private static String value(String option, Deque<String> rest) {
        String value = rest.poll();
        if (value == null || value.isBlank()) {
            throw new UsageException(option + " needs a value");
        }
        return value;
    }
}
