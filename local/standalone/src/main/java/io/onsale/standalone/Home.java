package io.onsale.standalone;

import io.onsale.embedded.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of one Onsale, {@code .onsale}: {@code data/} survives a restart, {@code keys/} belongs to the data, {@code log/} is for people,
 * {@code run/} is valid only while it runs. Only its owner may read it: it holds keys, passwords and data about fans.
 */
record Home(Path root) {

    static Home at(Path root) {
        Home home = new Home(root.toAbsolutePath().normalize());
        try {
            if (!Files.isDirectory(home.root())) { // an existing folder may hold other files, so its permissions stay
                OwnerOnly.folder(home.root());
            }
            OwnerOnly.folder(home.data());
            OwnerOnly.folder(home.run());
            OwnerOnly.folder(home.log());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + home.root(), e);
        }
        return home;
    }

    Path data() {
        return root.resolve("data");
    }

    Path keys() {
        return root.resolve("keys");
    }

    Path log() {
        return root.resolve("log");
    }

    Path run() {
        return root.resolve("run");
    }

    Path status() {
        return run().resolve("status.json");
    }
}
