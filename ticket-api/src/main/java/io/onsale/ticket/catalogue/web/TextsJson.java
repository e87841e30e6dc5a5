package io.onsale.ticket.catalogue.web;

import io.onsale.service.web.PlainText;
import io.onsale.ticket.catalogue.EventRules;
import io.onsale.ticket.catalogue.EventTexts;
import io.onsale.ticket.catalogue.EventTexts.LocalText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/** Title and description by language; a page falls back to the event's own title and description. */
@Schema(name = "EventTexts")
record TextsJson(
        @Nullable @Valid Translation ko, @Nullable @Valid Translation en) {
    /** In one language. */
    record Translation(
            @Nullable @PlainText(max = EventRules.TITLE_MAX) @Schema(maxLength = EventRules.TITLE_MAX)
            String title,

            @Nullable
            @PlainText(max = EventTexts.DESCRIPTION_MAX, lines = true)
            @Schema(maxLength = EventTexts.DESCRIPTION_MAX)
            String description) {
        static @Nullable LocalText text(@Nullable Translation given) {
            return given == null ? null : new LocalText(given.title, given.description);
        }

        static @Nullable Translation of(LocalText text) {
            return text.equals(LocalText.NONE) ? null : new Translation(text.title(), text.description());
        }
    }

    static TextsJson of(EventTexts texts) {
        return new TextsJson(Translation.of(texts.ko()), Translation.of(texts.en()));
    }
}
