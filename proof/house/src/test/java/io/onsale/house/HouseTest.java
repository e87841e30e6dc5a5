package io.onsale.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules that hold for the whole source tree, and that each can fail. */
class HouseTest {
    private static final Path ROOT = Path.of("../..");

    private static SourceFile file(String packageName, String name, String body) throws IOException {
        return SourceReader.read("module", name + ".java", "package " + packageName + ";\n" + body);
    }

    @Test
    void the_tree_keeps_the_rules() throws IOException {
        House house = House.of(ROOT);
        System.out.print(house.figures());

        assertThat(house.longFiles()).isEmpty();
        assertThat(house.longMethods()).isEmpty();
        assertThat(house.sharedNames()).isEmpty();
        assertThat(house.featureCircles()).isEmpty();
    }

    @Test
    void all_modules_are_read() throws IOException {
        assertThat(SourceReader.readTree(ROOT))
                .extracting(SourceFile::module)
                .contains(
                        "queue-api",
                        "seat-api",
                        "ticket-api",
                        "shared-kernel",
                        "gatling",
                        "local/standalone",
                        "proof/house");
    }

    @Test
    void a_file_and_a_method_that_are_too_long_are_found() throws IOException {
        String lines = "int i;\n".repeat(House.METHOD_LINES_MAX - 2);
        SourceFile right = file("a", "Right", "class Right { void fits() {\n" + lines + "}}" + "\n".repeat(200));
        SourceFile wrong = file(
                "a",
                "Wrong",
                "class Wrong { @Deprecated\nvoid does_not() {\n" + lines + "int j;\n}}" + "\n".repeat(300));
        House house = new House(List.of(right, wrong));

        assertThat(house.longFiles()).hasSize(1).first().asString().startsWith("a.Wrong 34");
        assertThat(house.longMethods()).containsExactly("a.Wrong.does_not 41");
    }

    @Test
    void a_simple_name_of_two_types_is_found() throws IOException {
        House house = new House(List.of(
                file("a", "Place", "class Place {}"),
                file("b", "Place", "class Place {}"),
                file("b", "Line", "class Line {}")));

        assertThat(house.sharedNames()).containsOnlyKeys("Place");
    }

    @Test
    void features_in_a_circle_are_found_also_over_a_third_one() throws IOException {
        List<SourceFile> files = new ArrayList<>();
        files.add(file("io.onsale.queue.line", "A", "import io.onsale.queue.sale.redis.B; class A {}"));
        files.add(file("io.onsale.queue.sale.redis", "B", "import io.onsale.queue.draw.C; class B {}"));
        files.add(file("io.onsale.queue.draw", "C", "class C {}"));
        assertThat(new House(files).featureCircles()).isEmpty();

        files.add(file("io.onsale.queue.draw.web", "D", "import io.onsale.queue.line.A; class D {}"));

        assertThat(new House(files).featureCircles())
                .containsExactly(Set.of("io.onsale.queue.line", "io.onsale.queue.sale", "io.onsale.queue.draw"));
    }

    @Test
    void flat_maps_inside_the_arguments_of_others_are_counted() throws IOException {
        SourceFile file = file(
                "a",
                "Chain",
                "class Chain { Object o = 1; void run() { x.flatMap(a -> y(a).concatMap(b -> z)).flatMap(c -> d); } }");

        assertThat(file.methods()).containsExactly(new SourceMethod("run", 1, 3, 1));
    }

    @Test
    void what_a_type_mentions_is_reachable_from_it() throws IOException {
        House house = new House(List.of(
                file("a", "Start", "import io.onsale.x.Far.Nested; class Start { Near near; }"),
                file("a", "Near", "class Near {}"),
                file("a", "Unused", "class Unused {}"),
                file("io.onsale.x", "Far", "class Far { record Nested() {} }")));

        assertThat(house.reachable("a.Start")).containsExactlyInAnyOrder("a.Start", "a.Near", "io.onsale.x.Far");
    }
}
