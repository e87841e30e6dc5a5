package io.onsale.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.standalone.keys.DemoAccounts;
import io.onsale.standalone.keys.DemoAccounts.DemoAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class StatusFileTest {
    @TempDir
    private Path folder;

    @Test
    void json_has_exactly_the_documented_shape() {
        assertThat(JsonMapper.shared().readTree(StatusFile.toJson(status())))
                .isEqualTo(JsonMapper.shared().readTree("""
                {"url": "http://localhost:8080",
                 "services": {"queue": "q", "seat": "s", "ticket": "t", "simulator": "p"},
                 "redis": "redis://127.0.0.1:16379",
                 "postgres": "postgresql://onsale:pw@127.0.0.1:15432/onsale",
                 "kafka": "127.0.0.1:19092",
                 "accounts": {
                   "seller": {"email": "seller@demo.onsale", "password": "1"},
                   "manager": {"email": "manager@demo.onsale", "password": "2"},
                   "gate": {"email": "gate@demo.onsale", "password": "3"},
                   "fan": {"email": "fan@demo.onsale", "password": "4"}},
                 "pids": {"launcher": 1, "keeper": 2}}
                """));
    }

    @Test
    void what_was_written_is_read_again_until_it_is_deleted() {
        StatusFile file = new StatusFile(folder.resolve("status.json"));
        file.write(status());

        assertThat(file.find()).contains(status());

        file.delete();
        assertThat(file.find()).isEmpty();
    }

    @Test
    void only_its_owner_may_read_the_passwords() throws IOException {
        Path path = folder.resolve("status.json");

        new StatusFile(path).write(status());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    private static OnsaleStatus status() {
        return new OnsaleStatus(
                "http://localhost:8080",
                new OnsaleStatus.Services("q", "s", "t", "p"),
                "redis://127.0.0.1:16379",
                "postgresql://onsale:pw@127.0.0.1:15432/onsale",
                "127.0.0.1:19092",
                new DemoAccounts(
                        new DemoAccount("seller@demo.onsale", "1"),
                        new DemoAccount("manager@demo.onsale", "2"),
                        new DemoAccount("gate@demo.onsale", "3"),
                        new DemoAccount("fan@demo.onsale", "4")),
                Map.of("launcher", 1L, "keeper", 2L));
    }
}
