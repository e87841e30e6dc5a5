package io.onsale.service.redis;

import java.util.List;

/**
 * What a script answered: its name and the values behind it.
 *
 * @param values the whole reply; index 0 is the name
 */
public record LuaReply<R extends Enum<R>>(R name, List<Object> values) {
    /** The value at {@code index} (1 is the first behind the name) as a whole number; scripts send integers or decimal text. */
    public long number(int index) {
        Object value = values.get(index);
        return value instanceof Long number ? number : Long.parseLong((String) value);
    }

    public String text(int index) {
        return (String) values.get(index);
    }

    /** How many values are behind the name. */
    public int size() {
        return values.size() - 1;
    }

    /** The values behind the name from {@code index} on. */
    public List<Object> from(int index) {
        return values.subList(index, values.size());
    }
}
