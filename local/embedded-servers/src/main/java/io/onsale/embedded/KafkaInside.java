package io.onsale.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** One Kafka broker, which is its own controller, inside this process. Services create their topics; a first message creates none. */
final class KafkaInside {
    private static final String CLUSTER_ID =
            "b25zYWxlLWVtYmVkZGVkLQ"; // any 22 characters of base64; written into the data folder
    private static final int MESSAGE_BYTES_MAX = 16 * 1024 * 1024;

    private final Path data;
    private final Path settings;
    private final int port;
    private final int controllerPort;
    private @Nullable KafkaRaftServer server;

    KafkaInside(Path data, Path settings, int port) {
        this.data = data;
        this.settings = settings;
        this.port = port;
        this.controllerPort = LoopbackPorts.free();
    }

    /** Replaces what Kafka does after a fatal error: it would end the whole process. */
    static void onFatalError(Runnable action) {
        Exit.setHaltProcedure((code, message) -> action.run());
        Exit.setExitProcedure((code, message) -> action.run());
    }

    /** Starts and returns when the broker accepts requests. */
    void start() {
        Properties properties = properties();
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(properties);
        }
        server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
    }

    void stop() {
        if (server != null) {
            server.shutdown();
        }
    }

    void awaitEnd() {
        if (server != null) {
            server.awaitShutdown();
        }
    }

    private void format(Properties properties) {
        try (Writer writer = Files.newBufferedWriter(settings)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int code = StorageTool.execute(
                new String[] {"format", "--cluster-id", CLUSTER_ID, "--config", settings.toString()},
                new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        if (code != 0) {
            throw new EmbeddedServersFailure("Kafka could not prepare " + data + " (" + code + ")");
        }
    }

    private Properties properties() {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        p.setProperty("log.dirs", data.toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("message.max.bytes", Integer.toString(MESSAGE_BYTES_MAX));
        p.setProperty("replica.fetch.max.bytes", Integer.toString(MESSAGE_BYTES_MAX));
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        // one node: nothing to replicate, and few partitions to open
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.num.partitions", "4");
        // a small heap
        p.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        p.setProperty("log.index.size.max.bytes", "1048576");
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("background.threads", "2");
        return p;
    }
}
