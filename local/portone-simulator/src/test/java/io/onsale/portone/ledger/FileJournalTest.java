package io.onsale.portone.ledger;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.portone.idempotency.RequestKey;
import io.onsale.portone.payment.Card;
import io.onsale.portone.payment.Fact;
import io.onsale.portone.payment.MerchantPaymentId;
import io.onsale.portone.payment.PgFailure;
import io.onsale.portone.payment.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileJournalTest {
    private static final MerchantPaymentId ID = new MerchantPaymentId("p-1");
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123Z");
    private static final List<JournalLine> LINES = List.of(
            new JournalLine(new Fact.PreRegistered(ID, 1_000, 0, "KRW", AT), null),
            new JournalLine(new Fact.CheckedOut(ID, Card.DECLINED, AT), null),
            new JournalLine(
                    new Fact.ChargeFailed(ID, PgFailure.CARD_DECLINED, AT), new RequestKey("k".repeat(16), "f")),
            new JournalLine(new Fact.CheckedOut(ID, Card.OK, AT), null),
            new JournalLine(new Fact.Paid(ID, AT), null),
            new JournalLine(
                    new Fact.Refunded(ID, 300, 0, 27, "한 자리 \"취소\"\n", Trigger.CONSOLE, AT),
                    new RequestKey("\\k", "f")));

    @TempDir
    private Path directory;

    @Test
    void what_was_appended_is_replayed_in_order() throws IOException {
        append(LINES.subList(0, 2));
        append(LINES.subList(2, 6));

        assertThat(replay()).isEqualTo(LINES);
    }

    /** Wherever the last line is cut, everything before it stays, and writing continues after it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 60})
    void a_torn_last_line_is_cut_off(int missingBytes) throws IOException {
        append(LINES);
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, whole.length - missingBytes));

        assertThat(replay()).isEqualTo(LINES.subList(0, 5));
        append(LINES.subList(5, 6));
        assertThat(replay()).isEqualTo(LINES);
    }

    @Test
    void zeros_after_the_last_line_are_cut_off() throws IOException {
        append(LINES);
        Files.write(file(), new byte[100], APPEND);

        assertThat(replay()).isEqualTo(LINES);
    }

    @Test
    void damage_in_the_middle_is_not_passed_over() throws IOException {
        append(LINES);
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        lines.set(5, "{\"fact\":{\"is\":\"PAID\"");
        Files.write(file(), lines);

        assertThatThrownBy(this::replay).isInstanceOf(IOException.class).hasMessageContaining("line 6");
    }

    @Test
    void a_journal_whose_very_first_write_was_torn_begins_anew() throws IOException {
        Files.writeString(file(), "{\"journal\":\"portone");

        append(LINES);

        assertThat(replay()).isEqualTo(LINES);
    }

    @Test
    void another_file_is_not_taken_for_a_journal() throws IOException {
        Files.writeString(file(), "something else\n");

        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
        assertThat(Files.readString(file())).isEqualTo("something else\n");
    }

    private Path file() {
        return directory.resolve(FileJournal.FILE_NAME);
    }

    private FileJournal open() throws IOException {
        return FileJournal.open(directory, "store", 7);
    }

    private void append(List<JournalLine> lines) throws IOException {
        try (FileJournal journal = open()) {
            journal.replay(line -> {});
            journal.append(lines);
        }
    }

    private List<JournalLine> replay() throws IOException {
        List<JournalLine> lines = new ArrayList<>();
        try (FileJournal journal = open()) {
            journal.replay(lines::add);
        }
        return lines;
    }
}
