package io.onsale.standalone;

import io.onsale.service.kafka.BuriedRecords;
import io.onsale.service.kafka.BuriedRecords.Fate;
import io.onsale.service.kafka.DeadLetter;
import io.onsale.standalone.status.OnsaleStatus;
import io.onsale.standalone.status.StatusFile;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dead-letters}: records that a service could not apply, and the way to put them back after their cause is fixed. */
@Command(
        name = "dead-letters",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 110,
        separator = " ",
        description = "Shows events that a service could not apply, with the cause.")
final class DeadLettersCommand implements Callable<Integer> {
    private static final int NO_ANSWER = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption home;

    @Option(names = "--replay", description = "put them back to be applied, after the cause is fixed")
    private boolean replay;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "of another deployment than the one that runs here")
    private @Nullable String kafka;

    @Option(names = "--topic-prefix", paramLabel = "P", defaultValue = "", description = "of that deployment's topics")
    private String prefix;

    @Override
    public Integer call() {
        String address = kafka == null ? runningKafka() : kafka;
        PrintWriter out = spec.commandLine().getOut();
        try {
            show(new BuriedRecords(address, prefix), replay, out);
            return 0;
        } catch (TimeoutException e) {
            out.println("Kafka at " + address + " does not answer. What was put back is shown above; try again.");
            return NO_ANSWER;
        } catch (KafkaException e) {
            out.println("Kafka at " + address + ": " + innermost(e));
            return NO_ANSWER;
        }
    }

    private static void show(BuriedRecords buried, boolean replay, PrintWriter out) {
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
            case LOST -> "lost: its value is no longer kept";
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

    private String runningKafka() {
        return new StatusFile(home.home().status())
                .find()
                .map(OnsaleStatus::kafka)
                .orElseThrow(() -> new UsageException("Onsale is not running here: give --kafka HOST:PORT"));
    }
}
