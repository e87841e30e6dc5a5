package io.onsale.ticket.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of webhooks as texts that the inbox can keep and that can be worked on later. */
public final class WebhookText {
    private WebhookText() {}

    /** The text, or empty if it is not one JSON object in UTF-8 without NUL: Postgres keeps no other text. */
    public static Optional<String> read(byte[] body, JsonMapper json) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            boolean isReadable = text.indexOf('\0') < 0 && json.readTree(text).isObject(); // and not too deep
            return isReadable ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException | JacksonException e) {
            return Optional.empty();
        }
    }
}
