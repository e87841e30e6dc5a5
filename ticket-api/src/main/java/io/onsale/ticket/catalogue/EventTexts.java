package io.onsale.ticket.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What an event says of itself.
 *
 * @param title in the seller's words, for everybody whose language has no title of its own
 * @param description plain text of several lines
 */
public record EventTexts(String title, @Nullable String description, LocalText ko, LocalText en) {
    public static final int DESCRIPTION_MAX = 4_000; // code points, about a page

    /** With the texts that {@code change} has in place of these. */
    EventTexts with(TextChange change) {
        return new EventTexts(
                change.title() == null ? title : change.title(),
                change.description() == null ? description : change.description(),
                ko.with(change.ko()),
                en.with(change.en()));
    }

    /** New texts; null: as they were. */
    public record TextChange(
            @Nullable String title,
            @Nullable String description,
            @Nullable LocalText ko,
            @Nullable LocalText en) {}

    /** Title and description in one language; null: no translation. */
    public record LocalText(
            @Nullable String title, @Nullable String description) {
        public static final LocalText NONE = new LocalText(null, null);

        LocalText with(@Nullable LocalText change) {
            return change == null
                    ? this
                    : new LocalText(
                            change.title == null ? title : change.title,
                            change.description == null ? description : change.description);
        }
    }
}
