package io.onsale.standalone.keys;

import java.util.function.Supplier;

/** Provides secrets by name. */
interface SecretStore {
    /** The secret of this name; {@code make} creates it if there is none yet. */
    String secret(String name, Supplier<String> make);
}
