package io.onsale.queue.testing;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Watches for blocking calls from the first test class on, found by JUnit itself. Later would be too late: a scheduler's thread that waits for
 * work while the agent comes in loses its lock, and all timers that it had to keep.
 */
public final class NonBlockingFromTheStart implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        NonBlocking.enforced();
    }
}
