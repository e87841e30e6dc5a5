package io.onsale.ticket.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads bodies of webhooks as texts that the inbox can store and that can be processed later. */
public final class WebhookText {
    private WebhookText() {}

    /** The text, or empty if it is not one JSON object in UTF-8 without NUL: Postgres cannot store other text. */
    public static Optional<String> read(byte[] body, JsonMapper json) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            boolean isReadable = text.indexOf('\0') < 0 && json.readTree(text).isObject(); // also refuses deep nesting
            return isReadable ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException | JacksonException e) {
            return Optional.empty();
        }
    }
}
