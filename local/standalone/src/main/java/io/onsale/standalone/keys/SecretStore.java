package io.onsale.standalone.keys;

import java.util.function.Supplier;

/** Where secrets come from by name. */
interface SecretStore {
    /** The secret of this name; {@code make} makes it where there is none yet. */
    String secret(String name, Supplier<String> make);
}
