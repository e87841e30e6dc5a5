package io.onsale.queue.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceVersionTest {
    @Test
    void a_written_version_is_read_back() {
        PlaceVersion id = new PlaceVersion(3, 70_001, 1, 512);
        assertThat(PlaceVersion.parse(id.text())).isEqualTo(id);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "7",
                "1-2",
                "1-2-3",
                "1-2-0-x",
                "1-2-0--3",
                "1-2-7-3",
                "1-2-3-4-5-6",
                "99999999999999999999-1-0-1",
                "1-2-0-3\n",
                " 1-2-0-3",
                "١-٢-٠-٣",
                "'; drop table sale;--"
            })
    void anything_else_is_ignored(String text) {
        assertThat(PlaceVersion.parse(text)).isNull();
    }
}
