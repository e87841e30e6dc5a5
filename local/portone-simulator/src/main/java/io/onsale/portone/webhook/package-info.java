/** Signed webhooks (Standard Webhooks), sent with bounded concurrency and bounded retries. */
@NullMarked
package io.onsale.portone.webhook;

import org.jspecify.annotations.NullMarked;
