package io.onsale.house;

import java.io.IOException;
import java.nio.file.Path;

/** Prints the figures of a checkout: {@code java -cp proof/house/target/classes io.onsale.house.PrintHouse [FOLDER [TYPE]]}. */
public final class PrintHouse {
    private PrintHouse() {}

    /** @param arguments the checkout, by default this folder; and the full name of a type from which the reachable types are counted */
    public static void main(String[] arguments) throws IOException {
        House house = House.of(Path.of(arguments.length > 0 ? arguments[0] : "."));
        System.out.print(house.figures());
        if (arguments.length > 1) {
            System.out.printf(
                    "types reachable from %s: %d%n",
                    arguments[1], house.reachable(arguments[1]).size());
        }
    }
}
