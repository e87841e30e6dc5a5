package io.onsale.ticket.member;

import java.util.Locale;

/** The language in which a member reads pages and mails. */
public enum Language {
    /** Korean; the default, because most sales are in Korea. */
    KO,
    /** English. */
    EN;

    /** The language tag: {@code ko} or {@code en}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param tag one of {@link #tag()} */
    public static Language of(String tag) {
        return valueOf(tag.toUpperCase(Locale.ROOT));
    }
}
