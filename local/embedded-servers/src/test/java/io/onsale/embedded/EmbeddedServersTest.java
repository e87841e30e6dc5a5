package io.onsale.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersTest {
    private static final Duration GONE_WITHIN = Duration.ofSeconds(20); // 1 s when the machine is idle

    @TempDir
    private Path folder;

    private final List<RunningServers> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(RunningServers::close);
    }

    @Test
    void all_three_answer_and_find_their_data_again() throws Exception {
        List<String> progress = new CopyOnWriteArrayList<>();
        try (RunningServers first = EmbeddedServers.start(plan(), progress::add).awaitAll()) {
            assertThat(RedisLine.call(first.redisUrl(), "PING")).isEqualTo("+PONG");
            RedisLine.call(first.redisUrl(), "SET seat A-1");
            assertThat(ask(first, "show fsync")).isEqualTo("on");
            assertThat(ask(first, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(first, "show unix_socket_directories")).isEmpty();
            tell(first, "create table seats as select 'A-1' as name");
            createTopic(first.kafkaBootstrap());
            send(first.kafkaBootstrap(), "A-1");
        }
        assertThat(progress).anySatisfy(line -> assertThat(line).startsWith("Redis is ready on port "));

        RunningServers again = start(plan());

        assertThat(RedisLine.call(again.redisUrl(), "GET seat")).isEqualTo("A-1");
        assertThat(ask(again, "select name from seats")).isEqualTo("A-1");
        assertThat(firstMessage(again.kafkaBootstrap())).isEqualTo("A-1");
    }

    @Test
    void kafka_makes_no_topic_by_itself() throws Exception {
        RunningServers servers = start(plan().only(Server.KAFKA));

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.kafkaBootstrap()));
                KafkaConsumer<String, String> consumer = consumer(servers.kafkaBootstrap())) {
            consumer.partitionsFor("unknown", Duration.ofSeconds(5));
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    @Test
    void redis_can_be_a_cluster_whose_nodes_are_kept_running() throws IOException {
        ServerPlan plan = ServerPlan.in(folder)
                .only(Server.REDIS)
                .redis(RedisMode.CLUSTER)
                .redisPassword("secret")
                .withoutSync();
        RunningServers servers = start(plan);
        String[] nodes = servers.redisUrl().split(",");
        Long first = Objects.requireNonNull(servers.pids().get("redis-1"));

        assertThat(nodes).hasSize(6);
        assertThat(servers.pids()).hasSize(7).containsKeys("keeper", "redis-1", "redis-6");
        assertThat(RedisLine.call(nodes[0], "CLUSTER INFO")).isEqualTo("cluster_state:ok");
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await().atMost(GONE_WITHIN)
                .ignoreExceptions()
                .until(() -> !first.equals(servers.pids().get("redis-1"))
                        && "+PONG".equals(RedisLine.call(nodes[0], "PING")));

        Collection<Long> pids = servers.pids().values();
        servers.close();
        assertThat(pids).hasSize(7).noneMatch(Processes::isAlive);
    }

    @Test
    void close_leaves_no_process() {
        RunningServers servers = start(redisAndPostgres());
        Collection<Long> pids = servers.pids().values();

        servers.close();

        assertThat(pids).hasSize(3).noneMatch(Processes::isAlive);
    }

    @Test
    void everything_ends_with_the_process_it_was_for() throws Exception {
        Process client = somebodyElse();
        List<Long> pids = pidsOf(client);

        client.destroyForcibly(); // -9

        await().atMost(GONE_WITHIN).until(() -> pids.stream().noneMatch(Processes::isAlive));
        assertThat(folder.resolve("run/keeper.pid")).doesNotExist();
    }

    @Test
    void servers_of_somebody_else_are_left_alone() throws Exception {
        Process client = somebodyElse();
        List<Long> pids = pidsOf(client);

        assertThatThrownBy(() -> EmbeddedServers.start(redisAndPostgres()))
                .isInstanceOf(EmbeddedServersFailure.class)
                .hasMessageContaining("already run for process " + client.pid());

        assertThat(pids).allMatch(Processes::isAlive);
        RunningServers found = EmbeddedServers.find(folder).orElseThrow();
        assertThat(RedisLine.call(found.redisUrl(), "PING")).isEqualTo("+PONG");
        found.close(); // not ours: it is not stopped
        assertThat(pids).allMatch(Processes::isAlive);
        client.destroyForcibly();
        await().atMost(GONE_WITHIN).until(() -> pids.stream().noneMatch(Processes::isAlive));
    }

    @Test
    void what_a_killed_keeper_left_behind_is_ended_and_the_data_kept() throws Exception {
        RunningServers first = start(redisAndPostgres());
        RedisLine.call(first.redisUrl(), "SET seat A-1");
        tell(first, "create table seats as select 'A-1' as name");
        Map<String, Long> pids = first.pids();
        kill(pids, "keeper");
        assertThat(pids.get("redis")).matches(Processes::isAlive);
        assertThat(pids.get("postgres")).matches(Processes::isAlive);

        RunningServers again = start(redisAndPostgres());

        assertThat(pids.values()).noneMatch(Processes::isAlive);
        assertThat(RedisLine.call(again.redisUrl(), "GET seat")).isEqualTo("A-1");
        assertThat(ask(again, "select name from seats")).isEqualTo("A-1");
    }

    @Test
    void a_lock_file_with_the_pid_of_a_stranger_does_not_stop_postgres() throws Exception {
        RunningServers first = start(plan().only(Server.POSTGRES));
        tell(first, "create table seats as select 'A-1' as name");
        Map<String, Long> pids = first.pids();
        kill(pids, "keeper");
        kill(pids, "postgres");
        Path lock = folder.resolve("postgres/postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(lock));
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(lock, lines);

        RunningServers again = start(plan().only(Server.POSTGRES));

        assertThat(ask(again, "select name from seats")).isEqualTo("A-1");
    }

    @Test
    void a_stranger_with_a_pid_from_an_old_run_is_not_ended() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        DataFolder data = DataFolder.at(folder);
        for (String who : List.of("keeper", "redis", "postgres")) {
            data.writePid(who, stranger.pid());
        }

        new Leftovers(data).end();

        assertThat(stranger.isAlive()).isTrue();
        assertThat(data.pid("redis")).isEmpty();
        stranger.destroyForcibly();
    }

    @Test
    void redis_with_a_password_refuses_callers_without_it_and_shows_it_in_no_command_line() throws Exception {
        RunningServers servers = start(plan().only(Server.REDIS).redisPassword("secret1"));

        assertThat(servers.redisUrl()).startsWith("redis://:secret1@127.0.0.1:");
        assertThat(RedisLine.call(servers.redisUrl(), "PING")).isEqualTo("+PONG");
        assertThat(RedisLine.call(servers.redisUrl().replace(":secret1@", ""), "FLUSHALL"))
                .startsWith("-NOAUTH");
        assertThat(servers.pids().values())
                .extracting(EmbeddedServersTest::commandLine)
                .allMatch(line -> line.contains(folder.toString())) // command lines can be read back
                .noneMatch(line -> line.contains("secret1"));
        kill(servers.pids(), "redis"); // the next assertion needs it, too
        await().atMost(GONE_WITHIN)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> RedisLine.call(servers.redisUrl().replace(":secret1@", ""), "PING"),
                        line -> line != null && line.startsWith("-NOAUTH"));
    }

    @Test
    void run_files_and_logs_are_for_their_owner_only() throws Exception {
        start(plan().only(Server.REDIS).redisPassword("secret1"));

        for (String path : List.of("run", "log")) {
            assertThat(permissions(path)).isEqualTo("rwx------");
        }
        for (String path : List.of(
                "run/plan.properties", "run/redis.pid", "log/keeper.log", "log/redis.log", "redis/redis.conf")) {
            assertThat(permissions(path)).as(path).isEqualTo("rw-------");
        }
    }

    /** From /proc on Linux: the JDK's version ends at the first empty argument. */
    private static String commandLine(long pid) {
        Path whole = Path.of("/proc", Long.toString(pid), "cmdline");
        try {
            return Files.exists(whole)
                    ? Files.readString(whole, UTF_8).replace('\0', ' ')
                    : ProcessHandle.of(pid).orElseThrow().info().commandLine().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void folders_that_were_open_are_closed() throws Exception {
        for (String path : List.of("run", "log")) {
            Files.createDirectories(
                    folder.resolve(path),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }

        DataFolder.at(folder);

        for (String path : List.of("run", "log")) {
            assertThat(permissions(path)).as(path).isEqualTo("rwx------");
        }
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }

    @Test
    void a_server_that_ends_by_itself_is_started_again() throws Exception {
        RunningServers servers = start(plan().only(Server.REDIS));
        RedisLine.call(servers.redisUrl(), "SET seat A-1");

        kill(servers.pids(), "redis");

        await().atMost(GONE_WITHIN)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> RedisLine.call(servers.redisUrl(), "GET seat"), "A-1"::equals);
    }

    @Test
    void a_port_in_use_is_named_with_its_server_and_the_way_out() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, LoopbackPorts.LOOPBACK)) {
            int port = taken.getLocalPort();
            RunningServers servers = EmbeddedServers.start(redisAndPostgres().port(Server.POSTGRES, port));

            for (Server server : Set.of(Server.REDIS, Server.POSTGRES)) {
                assertThatThrownBy(() -> address(servers, server))
                        .isInstanceOf(EmbeddedServersFailure.class)
                        .hasMessageContaining("PostgreSQL cannot start: port " + port + " on 127.0.0.1 is in use")
                        .hasMessageContaining("or give PostgreSQL another port");
            }
            await().atMost(GONE_WITHIN).until(() -> !servers.isAlive());
        }
    }

    @Test
    void a_server_that_cannot_start_tells_the_end_of_its_log() throws Exception {
        Files.createDirectories(folder.resolve("redis/appendonlydir"));
        Files.writeString(folder.resolve("redis/appendonlydir/appendonly.aof.manifest"), "not a manifest\n");

        RunningServers servers = EmbeddedServers.start(plan().only(Server.REDIS));

        assertThatThrownBy(servers::redisUrl)
                .isInstanceOf(EmbeddedServersFailure.class)
                .hasMessageContaining("Redis cannot start")
                .hasMessageContaining("manifest");
    }

    @Test
    void temporary_data_is_deleted_in_the_end() {
        RunningServers servers = start(plan().only(Server.REDIS).forgetting());
        assertThat(folder.resolve("redis")).exists();

        servers.close();

        assertThat(folder.resolve("redis")).doesNotExist();
    }

    @Test
    void a_fixed_port_is_kept() throws Exception {
        int port = LoopbackPorts.free();

        RunningServers servers = start(plan().only(Server.REDIS).port(Server.REDIS, port));

        assertThat(servers.redisUrl()).isEqualTo("redis://127.0.0.1:" + port);
        try (Socket socket = new Socket(LoopbackPorts.LOOPBACK, port)) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    private ServerPlan plan() {
        return ServerPlan.in(folder);
    }

    private ServerPlan redisAndPostgres() {
        return plan().only(Server.REDIS, Server.POSTGRES);
    }

    private RunningServers start(ServerPlan plan) {
        RunningServers servers = EmbeddedServers.start(plan);
        started.add(servers);
        return servers.awaitAll();
    }

    private Process somebodyElse() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        SomebodyElse.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        builder.environment().put("CLASSPATH", classPath);
        return builder.start();
    }

    /** The pids of the servers that it started, when they are ready. */
    private List<Long> pidsOf(Process client) throws IOException {
        BufferedReader said = client.inputReader(UTF_8);
        assertThat(said.readLine()).startsWith("ready");
        DataFolder data = DataFolder.at(folder);
        return List.of(
                data.pid("keeper").orElseThrow(),
                data.pid("redis").orElseThrow(),
                data.pid("postgres").orElseThrow());
    }

    private static void kill(Map<String, Long> pids, String who) {
        ProcessHandle process =
                ProcessHandle.of(Objects.requireNonNull(pids.get(who))).orElseThrow();
        process.destroyForcibly();
        Processes.awaitEnd(process, GONE_WITHIN);
    }

    private static Object address(RunningServers servers, Server server) {
        return switch (server) {
            case REDIS -> servers.redisUrl();
            case POSTGRES -> servers.postgres();
            case KAFKA -> servers.kafkaBootstrap();
        };
    }

    private static String ask(RunningServers servers, String sql) throws SQLException {
        try (Connection connection = connect(servers.postgres());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void tell(RunningServers servers, String sql) throws SQLException {
        try (Connection connection = connect(servers.postgres());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(PostgresAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    private static void createTopic(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic("seats", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void send(String bootstrap, String message) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", bootstrap);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("seats", message)).get();
        }
    }

    private static String firstMessage(String bootstrap) {
        try (KafkaConsumer<String, String> consumer = consumer(bootstrap)) {
            TopicPartition partition = new TopicPartition("seats", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return await().atMost(GONE_WITHIN)
                    .until(
                            () -> consumer.poll(Duration.ofMillis(200)).records(partition),
                            records -> !records.isEmpty())
                    .getFirst()
                    .value();
        }
    }

    private static KafkaConsumer<String, String> consumer(String bootstrap) {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", bootstrap);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
    }
}
