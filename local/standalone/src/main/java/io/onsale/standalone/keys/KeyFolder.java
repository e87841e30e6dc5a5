package io.onsale.standalone.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.onsale.embedded.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A folder that only its owner may read, with one secret per file. */
final class KeyFolder implements SecretStore {
    private final Path folder;

    KeyFolder(Path folder) {
        this.folder = folder;
        try {
            OwnerOnly.folder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot store keys in " + folder, e);
        }
    }

    /** The content of the file. If there is none yet, the value of {@code make} is written, atomically and only once. */
    @Override
    public String secret(String name, Supplier<String> make) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                OwnerOnly.write(file, make.get() + "\n");
            }
            return Files.readString(file, UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot store " + file, e);
        }
    }
}
