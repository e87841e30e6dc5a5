package io.onsale.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** All services share one class path here: a script of one must not hide a script of the same name of another. */
class ScriptNamesTest {
    @Test
    void no_two_services_have_a_script_or_a_part_of_the_same_name() throws IOException {
        Resource[] scripts = new PathMatchingResourcePatternResolver().getResources("classpath*:redis/**/*.lua");

        assertThat(Arrays.stream(scripts).map(Resource::getFilename))
                .contains("join_line.lua", "hold_seats.lua")
                .doesNotHaveDuplicates();
    }
}
